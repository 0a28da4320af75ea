import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { every } from "./every";
import { log } from "./log";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Work whose looks end when the test says so. */
function slowWork() {
  const ends: (() => void)[] = [];
  const work = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
  const end = async () => {
    ends.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { work, end };
}

it("begins no look while one is under way, and none once it was stopped", async () => {
  const { work, end } = slowWork();
  const { look, stop } = every(1_000, "failed", work);
  await vi.advanceTimersByTimeAsync(3_000);
  look();
  expect(work).toHaveBeenCalledTimes(1);
  await end();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(work).toHaveBeenCalledTimes(2);
  stop();
  await end();
  look();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(work).toHaveBeenCalledTimes(2);
});

it("looks once more after a look that was called for meanwhile, where that is wanted", async () => {
  const { work, end } = slowWork();
  const { look } = every(60_000, "failed", work, { firstMs: 10, again: true });
  await vi.advanceTimersByTimeAsync(10);
  look();
  look();
  await end();
  expect(work).toHaveBeenCalledTimes(2);
  await end();
  expect(work).toHaveBeenCalledTimes(2);
});

it("logs a look that failed, and goes on", async () => {
  const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
  const work = vi.fn().mockRejectedValue(new Error("away"));
  every(1_000, "it could not be done", work);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(work).toHaveBeenCalledTimes(2);
  expect(warn).toHaveBeenCalledWith({ err: expect.any(Error) }, "it could not be done");
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { followLoss } from "./use-lost";

const page = { reaches: vi.fn<() => Promise<boolean>>(), hidden: vi.fn(() => false), tell: vi.fn() };
let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  page.hidden.mockReturnValue(false);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it("says after five seconds that the panel can't be reached, and asks no more", async () => {
  page.reaches.mockResolvedValue(false);
  stop = followLoss(page);
  await vi.advanceTimersByTimeAsync(4_900);
  expect(page.reaches).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(page.tell).toHaveBeenCalledOnce();
  expect(page.reaches).toHaveBeenCalledOnce();
});

it("says nothing where only the stream is missing, and looks again half a minute later", async () => {
  page.reaches.mockResolvedValueOnce(true).mockResolvedValue(false);
  stop = followLoss(page);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(page.tell).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(6_000);
  expect(page.tell).toHaveBeenCalledOnce();
});

it("a hidden tab, which has no stream, asks nothing", async () => {
  page.hidden.mockReturnValue(true);
  stop = followLoss(page);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(page.reaches).not.toHaveBeenCalled();
});

it("says nothing once the stream is back, also when a question was under way", async () => {
  let answer = (_there: boolean) => {};
  page.reaches.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  stop = followLoss(page);
  await vi.advanceTimersByTimeAsync(5_000);
  stop();
  answer(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(page.tell).not.toHaveBeenCalled();
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";

const execute = vi.hoisted(() => vi.fn());
vi.mock("@/lib/db/connection", () => ({ database: () => ({ execute }) }));
vi.mock("next/headers", () => ({ headers: async () => new Headers(), cookies: async () => new Map() }));

import { GET } from "./route";

const ask = async () => {
  const answer = await GET(new Request("http://127.0.0.1/api/health"), { params: Promise.resolve({}) });
  return answer.status;
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

it("asks the database once a second, however many ask, and says when it does not answer", async () => {
  let answer = () => {};
  execute.mockReturnValueOnce(
    new Promise<void>((resolve) => {
      answer = resolve;
    }),
  );
  const asked = Array.from({ length: 20 }, ask);
  answer();
  expect(await Promise.all(asked)).toEqual(new Array(20).fill(200));
  vi.advanceTimersByTime(900);
  expect(await ask()).toBe(200);
  expect(execute).toHaveBeenCalledTimes(1);

  execute.mockRejectedValueOnce(new Error("connection lost"));
  vi.advanceTimersByTime(200);
  expect(await ask()).toBe(503);
  execute.mockResolvedValueOnce(undefined);
  vi.advanceTimersByTime(1_100);
  expect(await ask()).toBe(200);
  expect(execute).toHaveBeenCalledTimes(3);
});

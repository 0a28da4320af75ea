import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { noteWriteFault } from "@/lib/db/reach/availability";

const execute = vi.hoisted(() => vi.fn());
vi.mock("@/lib/db/connection", () => ({
  database: () => ({ execute }),
  inBackground: (work: () => unknown) => work(),
  prepared: vi.fn(),
}));
vi.mock("next/headers", () => ({ headers: async () => new Headers(), cookies: async () => new Map() }));

import { GET } from "./route";

const ask = async () => {
  const answer = await GET(new Request("http://127.0.0.1/api/health"), { params: Promise.resolve({}) });
  return answer.status;
};

beforeEach(() => {
  vi.useFakeTimers();
  // As in a new process: nothing is known of an earlier test's database.
  (Reflect.get(globalThis, "__panel") as Map<string, unknown>).clear();
  execute.mockReset();
  execute.mockResolvedValue(undefined);
});
afterEach(() => {
  vi.useRealTimers();
});

it("asks the database once a second, however many ask", async () => {
  expect(await Promise.all(Array.from({ length: 20 }, ask))).toEqual(new Array(20).fill(200));
  expect(execute).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await ask()).toBe(200);
  expect(execute).toHaveBeenCalledTimes(2);
});

it("says within a second when the database fails, and when it answers again", async () => {
  expect(await ask()).toBe(200);
  execute.mockRejectedValue(new Error("connection lost"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await ask()).toBe(503);
  execute.mockResolvedValue(undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await ask()).toBe(200);
});

it("waits for a database that hangs five seconds, and no longer", async () => {
  execute.mockReturnValue(new Promise(() => {}));
  const asked = ask();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await asked).toBe(503);
});

it("is 503 while the database takes nothing down, as with a full disk", async () => {
  expect(await ask()).toBe(200);
  noteWriteFault("53100");
  expect(await ask()).toBe(503);
  noteWriteFault(null);
  expect(await ask()).toBe(200);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Fault } from "@/lib/rstack/outcome";
import type { CallRecord } from "@/lib/rstack/retrying-caller";
import { CallRecorder, type CallSummary } from "./master-call-log";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const RESET: Fault = { kind: "unknown", cause: "reset", detail: "" };
const REFUSED: Fault = { kind: "refused", text: "locked", clockSkewMs: 7 };

function recorder() {
  const written: CallSummary[] = [];
  const calls = new CallRecorder(async (summary) => {
    written.push(summary);
  });
  const call = (fault: Fault | null, at: number, more: Partial<CallRecord> = {}) =>
    calls.record({ action: "vm_state", kind: "query", fault, ms: 10, at, clockSkewMs: null, ...more });
  return { calls, call, written };
}

test("calls are counted by minute and written once a second", async () => {
  const { call, written } = recorder();
  call(null, 59_000, { ms: 20 });
  call(REFUSED, 59_999, { ms: 5 });
  call(RESET, 60_000, { ms: 40, clockSkewMs: 3 });
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(written).toHaveLength(1);
  expect([...(written[0]?.minutes ?? [])]).toEqual([
    [0, { calls: 2, refused: 1, failed: 0, totalMs: 25, slowestMs: 20 }],
    [60_000, { calls: 1, refused: 0, failed: 1, totalMs: 40, slowestMs: 40 }],
  ]);
  expect(written[0]).toMatchObject({
    lastAnswerAt: 59_999,
    lastFault: { fault: RESET, action: "vm_state", at: 60_000 },
    clockSkew: { ms: 3, at: 60_000 },
  });
});

test("one fault is a hiccup; two in a row mean down since the first, and an answer ends it", async () => {
  const { calls, call, written } = recorder();
  call(RESET, 1_000);
  await calls.flush();
  call(RESET, 2_000);
  await calls.flush();
  call(RESET, 3_000);
  await calls.flush();
  call(REFUSED, 4_000);
  await calls.flush();
  expect(written.map((summary) => summary.downSince)).toEqual([null, 990, 990, null]);
  expect(written.map((summary) => summary.lastAnswerAt)).toEqual([null, null, null, 4_000]);
});

test("an answer that can't be read isn't silence, and what the panel held back isn't either", async () => {
  const { calls, call, written } = recorder();
  const shape: Fault = { kind: "protocol", cause: "shape", detail: "" };
  const own = (["breaker-open", "busy", "budget", "cancelled"] as const).map(
    (cause): Fault => ({ kind: "not-sent", cause, detail: "" }),
  );
  for (const fault of [shape, shape, ...own, ...own]) {
    call(fault, 1_000);
  }
  await calls.flush();
  expect(written[0]?.downSince).toBeNull();
  expect(written[0]?.minutes.get(0)?.calls).toBe(2);
});

test("a database that fails loses counts, and stops nothing", async () => {
  const calls = new CallRecorder(async () => {
    throw new Error("connection lost");
  });
  await expect(calls.flush()).resolves.toBeUndefined();
});

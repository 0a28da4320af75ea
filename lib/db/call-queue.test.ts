import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BudgetExhausted } from "@/lib/rstack/budget";
import type { CallPriority } from "@/lib/rstack/master-client";
import { CallQueue } from "./call-queue";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A bucket that the test fills by hand. */
function bucket(tokens = 0) {
  const state = { tokens, reserves: [] as number[] };
  const lease = async (want: number, reserve: number) => {
    state.reserves.push(reserve);
    const granted = Math.max(0, Math.min(want, state.tokens - reserve));
    state.tokens -= granted;
    return granted;
  };
  return { state, lease };
}

test("short of calls, what matters most goes first, and within that what came first", async () => {
  const { state, lease } = bucket();
  const queue = new CallQueue(lease, 20, 1);
  const went: string[] = [];
  const take = (priority: CallPriority, name: string) =>
    queue.take(priority, 60_000).then(() => {
      went.push(name);
    });
  const all = [
    take("drawing", "drawing"),
    take("list", "list"),
    take("command", "command 1"),
    take("sign-in", "sign-in"),
    take("owner-check", "owner check"),
    take("command", "command 2"),
  ];
  for (let n = 0; n < all.length; n++) {
    state.tokens += 1;
    await vi.advanceTimersByTimeAsync(300);
  }
  await Promise.all(all);
  expect(went).toEqual(["command 1", "command 2", "owner check", "sign-in", "list", "drawing"]);
});

test("many calls of one account delay no other's, nor the panel's own", async () => {
  const { state, lease } = bucket();
  let account: string | null = null;
  const queue = new CallQueue(lease, 20, 1, () => account);
  const went: string[] = [];
  const take = (whose: string | null, name: string, priority: CallPriority = "command") => {
    account = whose;
    return queue.take(priority, 60_000).then(() => {
      went.push(name);
    });
  };
  const all = [
    ...[1, 2, 3, 4].map((n) => take("a", `a${n}`)),
    take("a", "a's list", "list"),
    ...[1, 2].map((n) => take("b", `b${n}`)),
    ...[1, 2].map((n) => take(null, `panel${n}`)),
  ];
  for (let n = 0; n < all.length; n++) {
    state.tokens += 1;
    await vi.advanceTimersByTimeAsync(300);
  }
  await Promise.all(all);
  expect(went).toEqual(["a1", "b1", "panel1", "panel2", "a2", "b2", "a3", "a4", "a's list"]);
});

test("while others wait no account gets more than half, and what matters more is no way round it", async () => {
  const { state, lease } = bucket();
  let account = "busy";
  const queue = new CallQueue(lease, 20, 20, () => account);
  const went = { busy: 0, other: 0 };
  const take = (whose: keyof typeof went, priority: CallPriority) => {
    account = whose;
    return queue.take(priority, 60_000).then(() => {
      went[whose]++;
    });
  };
  const all = [
    ...Array.from({ length: 40 }, () => take("busy", "command")),
    ...Array.from({ length: 10 }, () => take("other", "open-host")),
  ];
  state.tokens = 40;
  await vi.advanceTimersByTimeAsync(300);
  expect(went.other).toBe(10);
  expect(went.busy).toBeGreaterThan(10);
  state.tokens = 40;
  await vi.advanceTimersByTimeAsync(3_000);
  await Promise.all(all);
});

test("who waits too long, or leaves, is turned away and takes nothing from the bucket", async () => {
  const { state, lease } = bucket();
  const queue = new CallQueue(lease, 20, 20);
  const leaving = new AbortController();
  const late = expect(queue.take("command", 1_000)).rejects.toThrow(BudgetExhausted);
  const left = expect(queue.take("command", 60_000, leaving.signal)).rejects.toThrow(BudgetExhausted);
  leaving.abort();
  await vi.advanceTimersByTimeAsync(1_100);
  await Promise.all([late, left]);
  state.tokens = 20;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(state.tokens).toBe(20);
});

test("what matters less leaves the more in the bucket for other instances' clicks; commands leave nothing", async () => {
  const { state, lease } = bucket(20);
  const queue = new CallQueue(lease, 20, 20);
  await queue.take("command", 100);
  await queue.take("drawing", 100);
  expect(state.reserves).toEqual([0, 6]);
  const { state: low, lease: lowLease } = bucket(3);
  const poor = new CallQueue(lowLease, 20, 20);
  const drawing = expect(poor.take("drawing", 500)).rejects.toThrow(BudgetExhausted);
  await vi.advanceTimersByTimeAsync(600);
  await drawing;
  await poor.take("command", 100);
  expect(low.tokens).toBe(2);
});

test("a database that fails is asked again until the wait is over", async () => {
  let asked = 0;
  const queue = new CallQueue(
    async () => {
      asked++;
      if (asked < 3) {
        throw new Error("connection lost");
      }
      return 1;
    },
    20,
    20,
  );
  const taken = queue.take("command", 5_000);
  await vi.advanceTimersByTimeAsync(1_000);
  await taken;
  expect(asked).toBe(3);
});

test("what matters more doesn't wait until the bucket is asked again for what matters less", async () => {
  const { state, lease } = bucket(1);
  const queue = new CallQueue(lease, 20, 20);
  const drawing = queue.take("drawing", 60_000);
  await vi.advanceTimersByTimeAsync(0);
  const list = queue.take("list", 60_000);
  await queue.take("command", 60_000);
  expect(state.tokens).toBe(0);
  state.tokens = 20;
  await vi.advanceTimersByTimeAsync(50);
  await Promise.all([drawing, list]);
});

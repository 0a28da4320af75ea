import { performance } from "node:perf_hooks";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { endRequest, type RequestContext, runInRequest } from "../request-context";
import { AT_ONCE, AT_ONCE_WHEN_BUSY, giveBackTurns, LOOK_MS, MOST_WAITING, takeTurn } from "./fair-share";

/** Of the thread; as it would be measured. */
let utilization = 0;
beforeEach(() => {
  vi.useFakeTimers();
  utilization = 0;
  vi.spyOn(performance, "eventLoopUtilization").mockImplementation(() => ({
    idle: 0,
    active: 0,
    utilization,
  }));
});
afterEach(async () => {
  end(begun);
  // Nobody waits any more, and so nobody looks.
  await vi.advanceTimersByTimeAsync(10_000 + LOOK_MS);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

let begun: RequestContext[] = [];
function begin(): RequestContext {
  const context: RequestContext = { requestId: "r", address: null, peer: null, release: [] };
  begun.push(context);
  return context;
}
function end(contexts: RequestContext[]): void {
  for (const context of contexts) {
    endRequest(context);
  }
  begun = begun.filter((context) => !contexts.includes(context));
}

/** One request of the account; `turn` is null while it waits. */
function ask(account: string, work: "read" | "action" = "read") {
  const asked = { context: begin(), turn: null as boolean | null };
  void runInRequest(asked.context, () => takeTurn(account, work)).then((turn) => {
    asked.turn = turn;
  });
  return asked;
}
/** Time for as many looks as a share takes to fill. */
const settle = () => vi.advanceTimersByTimeAsync(LOOK_MS * AT_ONCE);
const many = (count: number, account: string) => Array.from({ length: count }, () => ask(account));

it("makes a request over the share wait until an earlier one ends, first come first served", async () => {
  const first = many(AT_ONCE, "a");
  const [second, third] = many(2, "a");
  await settle();
  expect(first.map(({ turn }) => turn)).toEqual(new Array(AT_ONCE).fill(true));
  expect([second?.turn, third?.turn]).toEqual([null, null]);
  end([first[0]?.context as RequestContext]);
  await settle();
  expect([second?.turn, third?.turn]).toEqual([true, null]);
});

it("lets two go on while the thread is busy, and the others as soon as it has time", async () => {
  utilization = 1;
  const asked = many(AT_ONCE + 1, "a");
  const going = () => asked.filter(({ turn }) => turn).length;
  const other = ask("b");
  await settle();
  expect([going(), other.turn]).toEqual([AT_ONCE_WHEN_BUSY, true]);
  end([asked[0]?.context as RequestContext]);
  await vi.advanceTimersByTimeAsync(0);
  expect(going()).toBe(AT_ONCE_WHEN_BUSY + 1);
  utilization = 0.5;
  await settle();
  expect(going()).toBe(AT_ONCE + 1);
});

it("makes no other account wait, and no action wait for reads", async () => {
  many(AT_ONCE * 4, "a");
  const other = ask("b");
  const click = ask("a", "action");
  await settle();
  expect([other.turn, click.turn]).toEqual([true, true]);
});

it("refuses requests when too many wait, and those that waited too long", async () => {
  const first = many(AT_ONCE, "a");
  await settle();
  const asked = [...first, ...many(MOST_WAITING, "a")];
  const over = ask("a");
  await settle();
  expect(over.turn).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked.filter(({ turn }) => turn === false)).toHaveLength(MOST_WAITING);
});

it("refuses nothing to a person whose twelve tabs all load at once", async () => {
  const asked = many(12 * 8, "a");
  const answered = new Set<RequestContext>();
  // Each answer takes half a second: slow, and within the wait.
  for (let n = 0; n < 12; n++) {
    await settle();
    const going = asked.filter(({ turn, context }) => turn && !answered.has(context));
    await vi.advanceTimersByTimeAsync(500);
    for (const { context } of going) {
      answered.add(context);
      end([context]);
    }
  }
  expect(asked.map(({ turn }) => turn)).toEqual(asked.map(() => true));
});

it("counts a request once, and an event stream not at all", async () => {
  const context = begin();
  await runInRequest(context, async () => {
    for (let n = 0; n < AT_ONCE * 2; n++) {
      expect(await takeTurn("a", "read")).toBe(true);
    }
  });
  const rest = many(AT_ONCE - 1, "a");
  const next = ask("a");
  await settle();
  expect(rest.every(({ turn }) => turn)).toBe(true);
  expect(next.turn).toBeNull();
  runInRequest(context, giveBackTurns);
  await settle();
  expect(next.turn).toBe(true);
});

it("drops a caller who hung up while waiting", async () => {
  const first = many(AT_ONCE, "a");
  const gone = ask("a");
  const next = ask("a");
  await settle();
  end([gone.context]);
  end([first[0]?.context as RequestContext]);
  await settle();
  expect(next.turn).toBe(true);
});

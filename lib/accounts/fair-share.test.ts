import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { endRequest, type RequestContext, runInRequest } from "../request-context";
import { AT_ONCE, giveBackTurns, MOST_WAITING, takeTurn } from "./fair-share";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  end(begun);
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
const settle = () => vi.advanceTimersByTimeAsync(0);
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

it("makes no other account wait, and no action wait for reads", async () => {
  many(AT_ONCE * 4, "a");
  const other = ask("b");
  const click = ask("a", "action");
  await settle();
  expect([other.turn, click.turn]).toEqual([true, true]);
});

it("refuses requests when too many wait, and those that waited too long", async () => {
  const asked = many(AT_ONCE + MOST_WAITING, "a");
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

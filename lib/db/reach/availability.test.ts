import { afterEach, expect, it, vi } from "vitest";
import { log } from "../../log";
import { type DatabaseAnswer, databaseIsAway, noteFailure } from "./availability";

const lost = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
const err = new Error("timeout expired");

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What the log was told, and after which answers the database counted as away. */
async function after(...answers: DatabaseAnswer["is"][]) {
  vi.useFakeTimers();
  const said = (["warn", "error", "info"] as const).map((level) => vi.spyOn(log, level).mockReturnValue());
  const away: boolean[] = [];
  const left = [...answers];
  const ask = vi.fn(async (): Promise<DatabaseAnswer> => {
    away.push(databaseIsAway());
    const is = left.shift() ?? "there";
    return is === "there" ? { is } : { is, err };
  });
  // All that fails meanwhile asks once.
  noteFailure(lost, ask);
  noteFailure(lost, ask);
  await vi.advanceTimersByTimeAsync(answers.length * 500);
  expect(ask).toHaveBeenCalledTimes(answers.length);
  return { away: away.slice(1), said: said.flatMap(({ mock }) => mock.calls.map((call) => call[1])) };
}

it("is away from the first answer that says so until it answers, and told once each", async () => {
  expect(await after("away", "away", "away", "there")).toEqual({
    away: [true, true, true],
    said: ["the database is silent", "the database answers again"],
  });
  expect(databaseIsAway()).toBe(false);
});

it("is away after two connections in a row that were late, not after one", async () => {
  expect((await after("late", "there")).said).toEqual([]);
  expect((await after("late", "late", "there")).said).toHaveLength(2);
});

it("is there when it takes no more connections", async () => {
  const { away, said } = await after("full");
  expect(away).toEqual([]);
  expect(said).toEqual(["the database takes no more connections: raise its max_connections"]);
});

it("is not asked for a statement that is wrong by itself", () => {
  const ask = vi.fn();
  noteFailure(Object.assign(new Error("syntax error"), { code: "42601" }), ask);
  expect(ask).not.toHaveBeenCalled();
});

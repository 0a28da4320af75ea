import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { runInRequest } from "../request-context";
import { databaseCallBudget, databaseLease } from "./call-budget";
import { database } from "./connection";
import { useTestDatabase } from "./testing";

useTestDatabase();

const level = async (tokens: number, ageSeconds: number) => {
  await database().execute(sql`delete from call_budget`);
  await database().execute(sql`
    insert into call_budget values ('master', ${tokens}, clock_timestamp() - ${ageSeconds} * interval '1 second')`);
};

const refilledAt = async () => {
  const at = sql`select extract(epoch from refilled_at)::float8 as at from call_budget`;
  return Number((await database().execute<{ at: number }>(at)).rows[0]?.at);
};

test("instances that take at the same time get no more together than the bucket holds", async () => {
  // So slow that nothing is filled meanwhile.
  const lease = databaseLease(database, 0.001, 20);
  await level(20, 0);
  const granted = await Promise.all(Array.from({ length: 30 }, () => lease(3, 0)));
  expect(granted.reduce((sum, n) => sum + n, 0)).toBe(20);
  expect(granted.every((n) => n >= 0 && n <= 3)).toBe(true);
});

test("the row makes itself, full", async () => {
  await database().execute(sql`delete from call_budget`);
  const granted = await Promise.all(
    Array.from({ length: 8 }, () => databaseLease(database, 0.001, 20)(5, 0)),
  );
  expect(granted.reduce((sum, n) => sum + n, 0)).toBe(20);
});

test("it fills with time, to the brim and no further, also after a year", async () => {
  const lease = databaseLease(database, 2, 20);
  await level(0, 5.2);
  expect(await lease(100, 0)).toBe(10);
  expect(await lease(100, 0)).toBe(0);
  await level(0, 365 * 24 * 3600);
  expect(await lease(100, 0)).toBe(20);
});

test("a part of a call that was filled is kept for the next time", async () => {
  const lease = databaseLease(database, 0.001, 20);
  await level(0, 1_500);
  const before = await refilledAt();
  expect(await lease(1, 0)).toBe(1);
  // The thousand seconds of one call, and not the five hundred after them.
  expect((await refilledAt()) - before).toBeCloseTo(1_000, 0);
});

test("what is reserved for others stays", async () => {
  await level(10, 0);
  const lease = databaseLease(database, 0.001, 20);
  expect(await lease(20, 6)).toBe(4);
  expect(await lease(20, 6)).toBe(0);
  expect(await lease(20, 0)).toBe(6);
});

test("a row from a database whose clock went back doesn't block the calls", async () => {
  await level(0, -3600);
  const lease = databaseLease(database, 1_000_000, 20);
  await lease(1, 0);
  expect(await lease(1, 0)).toBe(1);
});

test("calls go at the rate of the setting, two instances or one", async () => {
  await level(0, 0);
  const instances = [databaseCallBudget(database, 50), databaseCallBudget(database, 50)];
  const started = performance.now();
  await Promise.all(instances.flatMap((b) => Array.from({ length: 10 }, () => b.take("command", 10_000))));
  expect(performance.now() - started).toBeGreaterThan(20 * 20 - 60);
});

test("a call counts as its account's, but a batch's calls as a share of their own", () => {
  const { accountOf } = databaseCallBudget(database, 20);
  const request = { requestId: "r", address: null, peer: null, release: [], account: "ann" };
  expect(runInRequest(request, accountOf)).toBe("ann");
  expect(runInRequest({ ...request, callShare: "batches of ann" }, accountOf)).toBe("batches of ann");
  expect(runInRequest({ ...request, endedAt: 1 }, accountOf)).toBeNull();
  expect(accountOf()).toBeNull();
});

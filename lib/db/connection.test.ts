import { sql } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { log } from "../log";
import { database, inBackground, pool } from "./connection";
import { useTestDatabase } from "./testing";

useTestDatabase();

it("outlives the loss of a connection that stands in a transaction", async () => {
  const client = await pool().connect();
  const lost = new Promise((resolve) => client.once("end", resolve));
  await client.query("begin");
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  await database().execute(sql`select pg_terminate_backend(${rows[0]?.pid}::int)`);
  await lost;
  client.release(true);
  expect((await database().execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});

/** Takes every connection of a pool, and gives them back when told. */
async function exhaust(taken = pool()): Promise<() => void> {
  const clients = await Promise.all(Array.from({ length: taken.options.max ?? 0 }, () => taken.connect()));
  return () => clients.forEach((client) => void client.release());
}
const answers = async () => (await database().execute(sql`select 1 as one`)).rows.length;

it("keeps a connection for requests while background work holds all of its own, and the other way round", async () => {
  const inTimer = () => inBackground(() => new Promise((resolve) => setImmediate(() => resolve(answers()))));
  const giveBackgroundBack = await inBackground(() => exhaust());
  expect(await answers()).toBe(1);
  giveBackgroundBack();
  const giveBack = await exhaust();
  expect(await inTimer()).toBe(1);
  giveBack();
});

it("says which statements take long, without their values", async () => {
  const warn = vi.spyOn(log, "warn").mockReturnValue();
  await database().execute(sql`select 1 as quick, ${"not to be logged"}::text`);
  expect(warn).not.toHaveBeenCalled();
  await database().execute(sql`select pg_sleep(1.05), ${"not to be logged"}::text`);
  await pool().query("select pg_sleep(1.05) as by_the_pool");
  expect(warn.mock.calls).toEqual([
    [
      { ms: expect.any(Number), statement: "select pg_sleep(1.05), $1::text" },
      "a database statement took long",
    ],
    [
      { ms: expect.any(Number), statement: "select pg_sleep(1.05) as by_the_pool" },
      "a database statement took long",
    ],
  ]);
  warn.mockRestore();
});

import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { database, pool } from "./connection";
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

import "server-only";
import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { DatabaseTarget } from "./connection";
import { ADVISORY_LOCKS } from "./locks";

/**
 * Brings the schema up to date; instances that start at once wait for each other. A lock of the session, so that it
 * falls when the process that holds it dies.
 */
export async function migrateDatabase(target: DatabaseTarget): Promise<void> {
  const client = new pg.Client({ ...target, application_name: "rstack-panel migrations" });
  // A connection that breaks makes the query under way fail; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCKS.migrations]);
    await migrate(drizzle(client), { migrationsFolder: path.resolve("lib/db/migrations") });
  } finally {
    await client.end();
  }
}

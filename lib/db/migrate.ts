import "server-only";
import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { DatabaseTarget } from "./connection";
import { ADVISORY_LOCKS } from "./locks";

const FOLDER = path.resolve("lib/db/migrations");

/**
 * Brings the schema up to date; instances that start at once wait for each other. A lock of the session, so that it
 * falls when the process that holds it dies. Throws `UnknownDatabaseError`, and changes nothing, where the database has
 * been brought further by other code.
 */
export async function migrateDatabase(target: DatabaseTarget): Promise<void> {
  const client = new pg.Client({ ...target, application_name: "rstack-panel migrations" });
  // A connection that breaks makes the query under way fail; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCKS.migrations]);
    await refuseUnknown(client);
    await migrate(drizzle(client), { migrationsFolder: FOLDER });
  } finally {
    await client.end();
  }
}

export class UnknownDatabaseError extends Error {
  constructor(what: string) {
    super(
      `The database was written by another version of the panel: ${what}. Nothing was changed. Start the version that wrote it or a newer one, or restore a backup that was made before`,
    );
    this.name = "UnknownDatabaseError";
  }
}

/** Drizzle looks at the newest entry alone: it would serve a newer schema, and skip what is missing before that entry. */
async function refuseUnknown(client: pg.Client): Promise<void> {
  const applied = await appliedMigrations(client);
  const known = knownMigrations().map((migration) => migration.folderMillis);
  const unknown = applied.filter((time) => !known.includes(time));
  const newest = Math.max(...applied);
  const skipped = known.filter((time) => time < newest && !applied.includes(time));
  if (unknown.length > 0) {
    throw new UnknownDatabaseError(`it holds ${unknown.length} migrations that this version doesn't know`);
  }
  if (skipped.length > 0) {
    throw new UnknownDatabaseError(
      `it lacks ${skipped.length} migrations that are older than its newest one`,
    );
  }
}

export const knownMigrations = () => readMigrationFiles({ migrationsFolder: FOLDER });

/** As Drizzle notes what it applied. */
export async function noteMigration(
  client: pg.Client,
  { hash, folderMillis }: { hash: string; folderMillis: number },
): Promise<void> {
  await client.query("create schema if not exists drizzle");
  await client.query(
    "create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)",
  );
  await client.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", [
    hash,
    folderMillis,
  ]);
}

/** By the time that Drizzle knows them by. */
export async function appliedMigrations(client: pg.Client): Promise<number[]> {
  const { rows: tables } = await client.query(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as made",
  );
  if (!tables[0]?.made) {
    return [];
  }
  const { rows } = await client.query("select created_at from drizzle.__drizzle_migrations");
  return rows.map((row) => Number(row.created_at));
}

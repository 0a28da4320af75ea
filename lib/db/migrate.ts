import "server-only";
import fs from "node:fs";
import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { log } from "../log";
import { StartError } from "../process/end-start";
import type { DatabaseTarget } from "./connection";
import { ADVISORY_LOCKS } from "./locks";

const FOLDER = path.resolve("lib/db/migrations");

/**
 * Brings the schema up to date; instances that start at once wait for each other. A lock of the session, so that it
 * falls when the process that holds it dies. The version before may start on a newer schema, with a warning. Throws
 * `UnknownDatabaseError`, and changes nothing, where this version can't work on what other code made of the database.
 */
export async function migrateDatabase(target: DatabaseTarget, folder = FOLDER): Promise<void> {
  const client = new pg.Client({ ...target, application_name: "rstack-panel migrations" });
  // A connection that breaks makes the query under way fail; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCKS.migrations]);
    const applied = await appliedMigrations(client);
    const known = knownMigrations(folder);
    const unknown = refuseUnknown(applied, known);
    if (unknown > 0) {
      log.warn({ unknown }, "a newer version has migrated the database: this one runs on it all the same");
    }
    await migrate(drizzle(client), { migrationsFolder: folder });
    await noteOldest(client, applied, known);
  } finally {
    await client.end();
  }
}

export class UnknownDatabaseError extends StartError {
  constructor(what: string) {
    super(
      `The database was written by another version of the panel: ${what}. Nothing was changed. Start the version that wrote it or a newer one, or restore a backup that was made before`,
    );
    this.name = "UnknownDatabaseError";
  }
}

/**
 * Drizzle looks at the newest entry alone: it would serve any newer schema, and skip what is missing before that entry.
 * Returns how many migrations this code doesn't know, on all of which it may run.
 */
function refuseUnknown(applied: Applied[], known: Known[]): number {
  const times = applied.map(({ time }) => time);
  const knownTimes = known.map(({ folderMillis }) => folderMillis);
  const newestKnown = Math.max(...knownTimes);
  const unknown = applied.filter(({ time }) => !knownTimes.includes(time));
  const refused = unknown.filter(({ oldest }) => oldest === null || oldest > newestKnown);
  const skipped = knownTimes.filter((time) => time < Math.max(...times) && !times.includes(time));
  if (refused.length > 0) {
    throw new UnknownDatabaseError(
      `it holds ${refused.length} migrations that this version doesn't know and can't run on`,
    );
  }
  if (skipped.length > 0) {
    throw new UnknownDatabaseError(
      `it lacks ${skipped.length} migrations that are older than its newest one`,
    );
  }
  return unknown.length;
}

/**
 * Notes with each new migration the newest one that code must know to run on it. Without a word of its own that is the
 * newest of before: the version that was here goes on during the upgrade in any case. Nothing ran on a new database.
 */
async function noteOldest(client: pg.Client, before: Applied[], known: Known[]): Promise<void> {
  const newest = Math.max(...before.map(({ time }) => time));
  const added = before.length === 0 ? [] : known.filter(({ folderMillis }) => folderMillis > newest);
  if (added.length > 0) {
    await client.query("alter table drizzle.__drizzle_migrations add column if not exists oldest bigint");
  }
  for (const { folderMillis, oldest } of added) {
    await client.query("update drizzle.__drizzle_migrations set oldest = $1 where created_at = $2", [
      Math.max(newest, oldest),
      folderMillis,
    ]);
  }
}

const NAMES_OLDEST = /^-- oldest: (\S+)$/m;

/**
 * The migrations of this code. `oldest` is the time of the one that a line `-- oldest: NAME` names: code that doesn't know
 * that one can't run on the schema. 0 without such a line. Throws where no migration has the name.
 */
export function knownMigrations(folder = FOLDER) {
  const journal = fs.readFileSync(path.join(folder, "meta/_journal.json"), "utf8");
  const { entries } = JSON.parse(journal) as { entries: { tag: string; when: number }[] };
  return readMigrationFiles({ migrationsFolder: folder }).map((migration) => {
    const [, name] = NAMES_OLDEST.exec(migration.sql.join("\n")) ?? [];
    const named = entries.find(({ tag }) => tag === name);
    if (name && !named) {
      throw new Error(`There is no migration ${name}, which another names as its oldest`);
    }
    return { ...migration, oldest: named?.when ?? 0 };
  });
}

type Known = ReturnType<typeof knownMigrations>[number];

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

export interface Applied {
  /** What Drizzle knows a migration by. */
  time: number;
  /** The newest migration that code must know to run on this one; null where nobody noted it. */
  oldest: number | null;
}

export async function appliedMigrations(client: pg.Client): Promise<Applied[]> {
  const { rows: tables } = await client.query(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as made",
  );
  if (!tables[0]?.made) {
    return [];
  }
  const { rows } = await client.query<{ created_at: string; oldest: string | null }>(
    "select created_at, to_jsonb(m) ->> 'oldest' as oldest from drizzle.__drizzle_migrations m",
  );
  return rows.map(({ created_at, oldest }) => ({
    time: Number(created_at),
    oldest: oldest === null ? null : Number(oldest),
  }));
}

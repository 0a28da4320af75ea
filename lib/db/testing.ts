import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase, connectTo, type DatabaseTarget, database, pool } from "./connection";

const TEMPLATE = "panel_template";

/**
 * At the top of a test file: `database()` is a fresh, migrated database of this file's own, on a real server. The
 * returned function gives its address, for second connections and worker threads.
 */
export function useTestDatabase(): () => DatabaseTarget {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const target = () => ({ ...inject("testServer"), database: name });
  beforeAll(async () => {
    // The other strategy, through the log of changes, takes three times as long.
    await onServer(`create database ${name} template ${TEMPLATE} strategy file_copy`);
    connectTo(target());
  });
  afterAll(async () => {
    await closeDatabase();
    await onServer(`drop database if exists ${name} with (force)`);
  });
  return target;
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(inject("testServer"));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** How many rows of a table a read takes up, as PostgreSQL counts them: a read by the right index takes few. */
export async function rowsRead(table: string, read: () => Promise<unknown>): Promise<number> {
  const counted = async () => {
    // What a connection counted is told to others when it is asked for: each of the pool, so all are held at once.
    const each = Array.from({ length: pool().options.max }, () =>
      database().execute(sql`select pg_stat_force_next_flush(), pg_sleep(0.02)`),
    );
    await Promise.all(each);
    const { rows } = await database().execute<{ n: string }>(sql`
      select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) as n
      from pg_stat_user_tables where relname = ${table}`);
    return Number(rows[0]?.n);
  };
  const before = await counted();
  await read();
  return (await counted()) - before;
}

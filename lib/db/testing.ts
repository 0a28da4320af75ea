import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase, connectTo, type DatabaseTarget } from "./connection";

const TEMPLATE = "panel_template";

/**
 * At the top of a test file: `database()` is a fresh, migrated database of this file's own, on a real server. The
 * returned function gives its address, for second connections and worker threads.
 */
export function useTestDatabase(): () => DatabaseTarget {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const target = () => ({ ...inject("testServer"), database: name });
  beforeAll(async () => {
    await onServer(`create database ${name} template ${TEMPLATE}`);
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

import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import type { DatabaseTarget } from "./connection";
import { migrateDatabase, UnknownDatabaseError } from "./migrate";

const FOLDER = "lib/db/migrations";

let target: Extract<DatabaseTarget, { host: string }>;
let client: pg.Client;

beforeEach(async () => {
  const name = `migrate_${randomBytes(8).toString("hex")}`;
  await onServer(`create database ${name}`);
  target = { ...inject("testServer"), database: name };
  client = new pg.Client(target);
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await onServer(`drop database ${target.database} with (force)`);
});

async function onServer(statement: string): Promise<void> {
  const server = new pg.Client(inject("testServer"));
  await server.connect();
  await server.query(statement).finally(() => server.end());
}

/** The first release's schema: the journal with its first entry alone. */
async function migrateToBaseline(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "panel-baseline-"));
  fs.cpSync(FOLDER, folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(fs.readFileSync(file, "utf8"));
  fs.writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }));
  await migrate(drizzle(client), { migrationsFolder: folder });
  fs.rmSync(folder, { recursive: true });
}

const ACCOUNT = "00000000-0000-4000-8000-000000000001";
const TENANCY = "00000000-0000-4000-8000-000000000002";
const OPERATION = "00000000-0000-4000-8000-000000000003";

/** By the columns of the baseline, which no later code writes any more. */
const ROWS = [
  `insert into accounts (id, username, username_key, role, user_id) values ('${ACCOUNT}', 'Ann', 'ann', 'customer', '10001')`,
  `insert into sessions (sid_hash, account_id, idle_ms, expires_at) values ('hash', '${ACCOUNT}', 1000, now())`,
  "insert into hosts (vm_id, owner, name, seen_at) values ('101', '10001', 'web', now())",
  `insert into tenancies (id, vm_id, owner) values ('${TENANCY}', '101', '10001')`,
  `insert into operations (id, tenancy_id, vm_id, kind, outcome, form_key, account_id, actor_name, actor_role)
   values ('${OPERATION}', '${TENANCY}', '101', 'start', 'done', 'key', '${ACCOUNT}', 'Ann', 'customer')`,
  `insert into host_labels (tenancy_id, name) values ('${TENANCY}', 'mine')`,
  "insert into audit_events (actor_name, actor_role, action, outcome) values ('Ann', 'admin', 'sign-in', 'done')",
];
const KEPT = {
  accounts: "username",
  sessions: "sid_hash",
  hosts: "name",
  tenancies: "owner",
  operations: "kind",
  host_labels: "name",
  audit_events: "action",
};

async function schemaOf(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ line: string }>(`
    select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    order by line`);
  return rows.map((row) => row.line);
}

async function freshSchema(): Promise<string[]> {
  const template = new pg.Client({ ...target, database: "panel_template" });
  await template.connect();
  return schemaOf(template).finally(() => template.end());
}

describe("a database at the baseline", () => {
  it("is brought up to date with its rows and ends with the schema of a new one", async () => {
    await migrateToBaseline();
    for (const row of ROWS) {
      await client.query(row);
    }
    await migrateDatabase(target);
    for (const [table, column] of Object.entries(KEPT)) {
      const { rows } = await client.query(`select ${column} as kept from ${table}`);
      expect(rows, table).toEqual([{ kept: expect.any(String) }]);
    }
    expect(await schemaOf(client)).toEqual(await freshSchema());
  });
});

describe("a database of other code", () => {
  const failed = () =>
    migrateDatabase(target).then(
      () => null,
      (error: unknown) => error,
    );

  it("is refused when it holds a migration that this code doesn't know", async () => {
    await migrateDatabase(target);
    await client.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9e12)");
    const before = await schemaOf(client);
    const error = await failed();
    expect(error).toBeInstanceOf(UnknownDatabaseError);
    expect(String(error)).toContain("1 migrations that this version doesn't know");
    expect(await schemaOf(client)).toEqual(before);
  });

  it("is refused when a migration before its newest one is missing", async () => {
    await migrateDatabase(target);
    await client.query(
      "delete from drizzle.__drizzle_migrations where id = (select min(id) from drizzle.__drizzle_migrations)",
    );
    expect(await failed()).toBeInstanceOf(UnknownDatabaseError);
  });
});

import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { log } from "../log";
import type { DatabaseTarget } from "./connection";
import { knownMigrations, migrateDatabase, UnknownDatabaseError } from "./migrate";

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

type Entry = { idx: number; version: string; when: number; tag: string; breakpoints: boolean };

/** The migrations of another version: the journal's entries as `change` leaves them. */
async function withMigrations(
  change: (entries: Entry[], folder: string) => Entry[],
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "panel-migrations-"));
  fs.cpSync(FOLDER, folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(fs.readFileSync(file, "utf8"));
  fs.writeFileSync(file, JSON.stringify({ ...journal, entries: change(journal.entries, folder) }));
  await use(folder).finally(() => fs.rmSync(folder, { recursive: true }));
}

const journalTime = (name: string): number | undefined =>
  (
    JSON.parse(fs.readFileSync(path.join(FOLDER, "meta/_journal.json"), "utf8")) as { entries: Entry[] }
  ).entries.find(({ tag }) => tag === name)?.when;

/** The first release's schema: the journal with its first entry alone. */
const migrateToBaseline = () =>
  withMigrations(
    (entries) => entries.slice(0, 1),
    (folder) => migrate(drizzle(client), { migrationsFolder: folder }),
  );

/** A later version: migrations that add a table each, the last of them with these lines. */
const migrateFurther = (added: string[], lines = "") =>
  withMigrations(
    (entries, folder) => [
      ...entries,
      ...added.map((tag, i) => {
        const last = i === added.length - 1 ? lines : "";
        fs.writeFileSync(path.join(folder, `${tag}.sql`), `${last}\nCREATE TABLE "${tag}" (id text);`);
        return { idx: 9_000 + i, version: "7", when: 9e12 + i, tag, breakpoints: true };
      }),
    ],
    (folder) => migrateDatabase(target, folder),
  );

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

it("carries what staff's form of a new host made over to the orders, and takes nothing in doubt for unsent", async () => {
  await withMigrations(
    (entries) => entries.filter(({ tag }) => tag < "0030"),
    (folder) => migrate(drizzle(client), { migrationsFolder: folder }),
  );
  const made = (key: string, name: string, outcome: string, vmId: string | null) =>
    client.query(
      `insert into host_creations (form_key, account_id, owner, name, outcome, vm_id, ended_at)
       values ($1, '${ACCOUNT}', '10001', $2, $3, $4, case when $3 = 'in-progress' then null else now() end)`,
      [key, name, outcome, vmId],
    );
  await made("a", "web1", "unconfirmed", null);
  await made("b", "web1", "in-progress", null);
  await made("c", "web2", "unconfirmed", null);
  await made("d", "web1", "done", "101");
  await made("e", "web3", "not-sent", null);
  await migrateDatabase(target);
  const { rows } = await client.query(
    `select name, outcome, vm_id, sent_at is not null as sent, tied_at is not null as tied, ended_at is null as open
     from orders order by name, outcome`,
  );
  expect(rows).toEqual([
    { name: "web1", outcome: "checking", vm_id: null, sent: true, tied: false, open: true },
    { name: "web1", outcome: "done", vm_id: "101", sent: true, tied: true, open: false },
    { name: "web2", outcome: "unconfirmed", vm_id: null, sent: true, tied: false, open: false },
    { name: "web3", outcome: "not-sent", vm_id: null, sent: false, tied: false, open: false },
  ]);
});

describe("a database of other code", () => {
  const failed = () =>
    migrateDatabase(target).then(
      () => null,
      (error: unknown) => error,
    );

  it("is refused when it holds a migration that nobody says this code can run on", async () => {
    await migrateDatabase(target);
    await client.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9e12)");
    const before = await schemaOf(client);
    const error = await failed();
    expect(error).toBeInstanceOf(UnknownDatabaseError);
    expect(String(error)).toContain("1 migrations that this version doesn't know and can't run on");
    expect(await schemaOf(client)).toEqual(before);
  });

  it("is taken with a warning by the version before, and by no older one", async () => {
    const warned = vi.spyOn(log, "warn");
    await migrateDatabase(target);
    await migrateFurther(["one", "two"]);
    expect(await failed()).toBeNull();
    expect(warned.mock.calls).toEqual([[{ unknown: 2 }, expect.stringContaining("a newer version")]]);
    await migrateFurther(["one", "two", "three"]);
    expect(String(await failed())).toContain("1 migrations that this version doesn't know and can't run on");
  });

  it("is refused to the version before by a migration that names an oldest one", async () => {
    await migrateDatabase(target);
    await migrateFurther(["one", "two"], "-- oldest: one");
    expect(String(await failed())).toContain("1 migrations that this version doesn't know and can't run on");
    await expect(migrateFurther(["one", "two", "three"], "-- oldest: nowhere")).rejects.toThrow("nowhere");
  });

  it("of one version is that of no version before: an older one is refused", async () => {
    await migrateFurther(["one"]);
    expect(await failed()).toBeInstanceOf(UnknownDatabaseError);
  });

  it("can be told by each migration that takes something away", () => {
    const takesAway = /\b(drop|rename|truncate|set not null|alter column)\b/i;
    const unsaid = knownMigrations()
      .slice(1)
      .filter(({ sql, oldest }) => takesAway.test(sql.join("\n")) && oldest === 0)
      .map(({ folderMillis }) => folderMillis);
    // 0004 was written before there was anything to say.
    expect(unsaid).toEqual([journalTime("0004_standard-names")]);
  });

  it("is refused when a migration before its newest one is missing", async () => {
    await migrateDatabase(target);
    await client.query(
      "delete from drizzle.__drizzle_migrations where id = (select min(id) from drizzle.__drizzle_migrations)",
    );
    expect(await failed()).toBeInstanceOf(UnknownDatabaseError);
  });
});

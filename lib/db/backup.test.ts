import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, inject, it } from "vitest";
import { BackupError, restoreBackup, writeBackup } from "./backup";
import type { DatabaseTarget } from "./connection";
import { migrateDatabase } from "./migrate";
import { useTestDatabase } from "./testing";

type Named = Extract<DatabaseTarget, { host: string }>;

const source = useTestDatabase();
const ABOUT = { panel: "1.2.3", secretCheck: "check" };
const ACCOUNT = "00000000-0000-4000-8000-000000000001";
const TENANCY = "00000000-0000-4000-8000-000000000002";
const ID = (n: number) => `00000000-0000-4000-8000-00000000010${n}`;
/** What COPY's text format has to escape, and what looks like the end of a table. */
const HARD = "tab\t line\n back\\slash \\. \\N 密码 😀";

let folder = "";
let file = "";
let empty: Named;
const made: string[] = [];

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(inject("testServer"));
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function query(target: DatabaseTarget, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(target);
  await client.connect();
  return client.query(text).then(
    ({ rows }) => client.end().then(() => rows),
    (error) => client.end().then(() => Promise.reject(error)),
  );
}

async function newDatabase(): Promise<Named> {
  const database = `backup_${randomBytes(8).toString("hex")}`;
  made.push(database);
  await onServer(`create database ${database}`);
  return { ...inject("testServer"), database };
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "panel-backup-"));
  for (const row of [
    `insert into accounts (id, username, username_key, role, user_id, display_name) values ('${ACCOUNT}', 'Ann', 'ann', 'customer', '10001', ${pg.escapeLiteral(HARD)})`,
    `insert into sessions (sid_hash, account_id, idle_ms, expires_at) values ('hash', '${ACCOUNT}', 1000, now() + interval '1 day')`,
    `insert into api_tokens (account_id, name, token_hash, ending, scope) values ('${ACCOUNT}', 'mine', 'h', 'abcd', 'manage')`,
    `insert into account_links (token_hash, purpose, account_id, expires_at) values ('t', 'reset', '${ACCOUNT}', now() + interval '1 day')`,
    `insert into challenges (purpose, challenge, expires_at) values ('p', 'c', now() + interval '1 day')`,
    `insert into hosts (vm_id, owner, name, seen_at, additional_ips) values ('101', '10001', 'web', now(), '{192.0.2.1,192.0.2.2}')`,
    `insert into tenancies (id, vm_id, owner) values ('${TENANCY}', '101', '10001')`,
    ...["open", "checking", "done"].map(
      (
        outcome,
        n,
      ) => `insert into operations (id, tenancy_id, vm_id, kind, outcome, form_key, actor_name, actor_role, claimed_by, claimed_until)
        values ('${ID(n)}', '${TENANCY}', '10${n}', 'start', '${outcome}', 'key ${n}', 'Ann', 'customer', 'an instance', now())`,
    ),
    `insert into pending_passwords (operation_id, vm_id, sealed, expires_at) values ('${ID(0)}', '100', 'sealed text', now() + interval '1 day')`,
    `insert into notifications (id, account_id, kind, event_key, in_bell, mail_due_at) values ('${ID(7)}', '${ACCOUNT}', 'traffic', 't', true, now())`,
    `insert into webhooks (id, account_id, url, sealed_secret, kinds) values ('${ID(8)}', '${ACCOUNT}', 'https://hooks.example/', 'sealed', '{traffic}')`,
    "insert into push_keys (public_key, sealed_key) values ('public', 'sealed')",
    `insert into webhook_deliveries (webhook_id, notification_id) values ('${ID(8)}', '${ID(7)}')`,
    `insert into rescues (tenancy_id, vm_id, form_key, aim, medium_id, account_id, session_id, language, claimed_by, claimed_until)
      values ('${TENANCY}', '101', 'rescue', 'begin', '34', '${ACCOUNT}', '${ID(9)}', 'en', 'an instance', now())`,
    `insert into undo_points (tenancy_id, vm_id, form_key, account_id, session_id, language, snapshot_name, claimed_by, claimed_until)
      values ('${TENANCY}', '101', 'undo', '${ACCOUNT}', '${ID(9)}', 'en', 's', 'an instance', now())`,
    `insert into host_labels (tenancy_id, name) values ('${TENANCY}', 'mine')`,
    `insert into monitor_days (tenancy_id, day, samples, complete, fetched_at) values ('${TENANCY}', '20261101', '\\x00ff0a5c2e', true, now())`,
    "insert into audit_events (actor_name, actor_role, action, outcome) values ('Ann', 'admin', 'sign-in', 'done')",
    `insert into sign_in_failures (key, failures, last_failed_at) select 'name ' || n, n, now() from generate_series(1, 3000) n`,
  ]) {
    await query(source(), row);
  }
});

beforeEach(async () => {
  file = path.join(folder, randomBytes(8).toString("hex"));
  empty = await newDatabase();
});

afterAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const name of made) await onServer(`drop database if exists ${name} with (force)`);
});

const COUNTS = `select relname::text as name, (xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || quote_ident(relname), false, true, '')))[1]::text as n
  from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`;

it("brings every table back as it was, with all that needs escaping", async () => {
  await writeBackup(source(), file, ABOUT);
  await restoreBackup(empty, file);
  const emptied = ["challenges", "instances", "known_browsers", "live_streams"];
  const others = (rows: Record<string, unknown>[]) =>
    rows.filter(({ name }) => !emptied.includes(String(name)));
  expect(others(await query(empty, COUNTS))).toEqual(others(await query(source(), COUNTS)));
  for (const same of [
    "select * from accounts",
    "select * from hosts",
    "select * from host_labels",
    "select * from monitor_days",
    "select * from audit_events",
    "select * from push_keys",
    "select * from sign_in_failures order by key",
  ]) {
    expect(await query(empty, same)).toEqual(await query(source(), same));
  }
  await expect(query(empty, "delete from audit_events")).rejects.toThrow();
  // Nothing is left to migrate, and the next start finds a schema that it knows.
  await migrateDatabase(empty);
});

it("ends what lets somebody in, and lets operations in progress wait", async () => {
  await writeBackup(source(), file, ABOUT);
  const { held, header } = await restoreBackup(empty, file);
  expect([held, header.panel]).toEqual([2, "1.2.3"]);
  expect(await query(empty, "select end_reason from sessions where ended_at is not null")).toEqual([
    { end_reason: "restored" },
  ]);
  // What was revoked after the backup must not come back to life.
  expect(await query(empty, "select end_reason from api_tokens")).toEqual([{ end_reason: "restored" }]);
  expect(await query(empty, "select 1 from account_links where used_at is null")).toEqual([]);
  expect(await query(empty, "select 1 from challenges")).toEqual([]);
  expect(await query(empty, "select sealed, state from pending_passwords")).toEqual([
    { sealed: null, state: "not-sent" },
  ]);
  expect(await query(empty, "select ended_at is not null as ended, reason, claimed_by from rescues")).toEqual(
    [{ ended: true, reason: "signed-out", claimed_by: null }],
  );
  expect(await query(empty, "select ended_at is not null as ended, reason from undo_points")).toEqual([
    { ended: true, reason: "signed-out" },
  ]);
  // A copy beside the original would send them once more.
  expect(await query(empty, "select 1 from notifications where mail_due_at is not null")).toEqual([]);
  expect(await query(empty, "select status from webhook_deliveries")).toEqual([{ status: "failed" }]);
  const heldNow = "select outcome, claimed_by from operations where held_at is not null order by outcome";
  expect(await query(empty, heldNow)).toEqual([
    { outcome: "checking", claimed_by: null },
    { outcome: "open", claimed_by: null },
  ]);
});

it("is one file that its owner alone can read, and no other file is written over", async () => {
  await writeBackup(source(), file, ABOUT);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  const before = fs.readFileSync(file);
  await expect(writeBackup(source(), file, ABOUT)).rejects.toThrow(BackupError);
  expect(fs.readFileSync(file).equals(before)).toBe(true);
  expect(fs.readdirSync(folder).filter((name) => name.includes("unfinished"))).toEqual([]);
});

it("restores a backup of an older schema and brings it up to date", async () => {
  const older = await newDatabase();
  await writeBackup(source(), file, ABOUT);
  // As a panel at the first migration would have written it: nothing of what came later.
  const lines = gunzipSync(fs.readFileSync(file)).toString().split("\n");
  const header = JSON.parse(lines[0] ?? "");
  const without = { ...header, migrations: header.migrations.slice(0, 1) };
  fs.writeFileSync(file, gzipSync(`${JSON.stringify(without)}\n{"end":true,"tables":0}\n`));
  await restoreBackup(older, file);
  await migrateDatabase(older);
  const columns =
    "select table_name, column_name from information_schema.columns where table_schema = 'public' order by 1, 2";
  expect(await query(older, columns)).toEqual(await query(source(), columns));
});

it("says that there is no such file", async () => {
  await expect(restoreBackup(empty, file)).rejects.toThrow(`There is no file ${file}`);
});

it("refuses a database that isn't empty", async () => {
  await writeBackup(source(), file, ABOUT);
  await restoreBackup(empty, file);
  await expect(restoreBackup(empty, file)).rejects.toThrow("isn't empty");
});

const changed = (bytes: Buffer, change: (text: string) => string) =>
  gzipSync(Buffer.from(change(gunzipSync(bytes).toString("latin1")), "latin1"));

it.each([
  ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
  ["without its end", (bytes: Buffer) => changed(bytes, (text) => text.replace(/\{"end".*\n$/, ""))],
  ["no gzip file", () => Buffer.from("nothing of the kind")],
  ["another file", () => gzipSync("some text\n")],
  [
    "of a newer panel",
    (bytes: Buffer) =>
      changed(bytes, (text) => text.replace('"migrations":[', '"migrations":[9999999999999,')),
  ],
])("refuses a file that is %s, and leaves the database empty", async (_, damage) => {
  await writeBackup(source(), file, ABOUT);
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file, damage(bytes));
  await expect(restoreBackup(empty, file)).rejects.toThrow(BackupError);
  expect(await query(empty, COUNTS)).toEqual([]);
});

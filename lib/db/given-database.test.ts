import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, pool } from "./connection";
import { ensureServer, type RunningServer, stopServer } from "./embedded/start-server";
import { isRoot, systemUser } from "./embedded/system-user";
import { migrateDatabase } from "./migrate";
import { proveNotices, throwInWords } from "./reach/given-database";
import { startDatabase } from "./start";

/** The oldest PostgreSQL that DATABASE_URL may name, where Debian has put one. */
const FIFTEEN = "/usr/lib/postgresql/15";

describe.runIf(fs.existsSync(path.join(FIFTEEN, "bin/initdb")))("PostgreSQL 15 by DATABASE_URL", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "panel-given-"));
  const home = path.join(folder, "postgres");
  let server: RunningServer;

  beforeAll(async () => {
    const runAs = isRoot() ? systemUser() : null;
    if (runAs) {
      fs.chmodSync(folder, 0o755);
    }
    const place = { home, binaries: { native: FIFTEEN, major: 15 }, runAs };
    server = await ensureServer(place, { database: "given", settings: { fsync: "off" }, detached: false });
    const { host, user, password, database } = server.target;
    process.env.DATABASE_URL = `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(host)}`;
  });

  afterAll(async () => {
    await closeDatabase();
    await stopServer(home, server.pid);
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("instances that start at once migrate it once", async () => {
    await Promise.all(Array.from({ length: 5 }, () => migrateDatabase(server.target)));
    const started = await startDatabase({ mode: "panel" });
    const { rows } = await pool().query("select count(*)::int as n from drizzle.__drizzle_migrations");
    const journal = JSON.parse(fs.readFileSync("lib/db/migrations/meta/_journal.json", "utf8"));
    expect(rows[0].n).toBe(journal.entries.length);
    await started.stop();
  });

  it("is not stopped when the panel stops", async () => {
    const started = await startDatabase({ mode: "panel" });
    await started.stop();
    const client = new pg.Client(server.target);
    await client.connect();
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  it("says what a role without rights, and a database that can only be read, lack", async () => {
    const admin = new pg.Client(server.target);
    await admin.connect();
    await admin.query("create role guest login password 'guest'");
    await admin.query("create database bare");
    const url = new URL(process.env.DATABASE_URL ?? "");
    Object.assign(url, { username: "guest", password: "guest", pathname: "/bare" });
    const target = { connectionString: url.href };
    const refused = () => migrateDatabase(target).catch((error) => throwInWords(error, target));
    await expect(refused()).rejects.toThrow(
      /"guest" has too few rights .* ALTER DATABASE "bare" OWNER TO "guest" \(42501\)/,
    );
    await admin.query(
      "alter database bare owner to guest; alter role guest set default_transaction_read_only = on",
    );
    await expect(refused()).rejects.toThrow(
      /can only be read. If it is a standby, name the primary.*\(25006\)/,
    );
    await admin.end();
  });

  it("hears its own notice, and refuses where it doesn't arrive", async () => {
    const elsewhere = { ...server.target, database: "postgres" };
    await expect(proveNotices(server.target, null)).resolves.toBeUndefined();
    // As behind a pooler in transaction mode: what is said by one is not heard by the other.
    await expect(proveNotices(server.target, elsewhere)).rejects.toThrow(/DATABASE_DIRECT_URL: notices/);
  });
});

/**
 * Moves a panel from its embedded PostgreSQL to each PostgreSQL of this machine (Debian's places) and back, by `npm run
 * backup` and `npm run restore` alone. Every row must arrive, everybody must sign in anew, and an operation that was in
 * progress must wait until an admin resumes it. Exit code 1 where something doesn't hold, or where there is no PostgreSQL.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { choosePlace } from "../../lib/db/embedded/place";
import { ensureServer, stopServer } from "../../lib/db/embedded/start-server";
import { urlOf } from "../../lib/db/test-server";
import { type Simulator, startSimulator } from "../../lib/simulator/start";
import { type PanelProcess, startPanel } from "../support/panel-process";
import { callAction, exportedActions, signInByForm } from "../support/wire";
import { CANARIES, PASSWORD, QUICK } from "../support/world";

type Settings = Record<string, string>;

const SERVERS = "/usr/lib/postgresql";
const OLDEST = 15;
const LIMIT_MS = 60_000;
const HOST = "109";
const ACCOUNTS = [
  ["--username", "customer", "--userid", "10001"],
  ["--username", "desk", "--role", "admin"],
];
/** What a restore empties, and what it ends or holds: there the number of rows stays. */
const EMPTIED = ["challenges", "host_sightings", "instances", "known_browsers", "live_streams"];
const CHANGED = [
  "sessions",
  "views",
  "account_links",
  "consoles",
  "invite_runs",
  "pending_passwords",
  "operations",
];

const folder = mkdtempSync(path.join(tmpdir(), "panel-backup-"));
// Root's PostgreSQL runs as a user of its own, who must get in.
chmodSync(folder, 0o755);
const fileOf = (name: string) => path.join(folder, name);

function npmRun(script: string, args: string[], settings: Settings, input = ""): string {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", script, "--", ...args], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
    input,
    encoding: "utf8",
  });
  assert.equal(status, 0, `npm run ${script} ${args.join(" ")}:\n${stdout}${stderr}`);
  return stdout;
}

/** The rows of each table, in an order that doesn't depend on where they lay. */
function rowsIn(file: string): Map<string, string[]> {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  const tables = new Map<string, string[]>();
  for (let at = 1; at < lines.length; ) {
    const { table } = JSON.parse(lines[at] ?? "{}") as { table?: string };
    if (!table) break;
    const end = lines.indexOf("\\.", at);
    tables.set(table, lines.slice(at + 1, end).sort());
    at = end + 1;
  }
  return tables;
}

/** What `settings` name holds what the backup holds, but for what a restore ends. Returns the number of rows. */
function compare(backup: string, settings: Settings): number {
  const again = `${backup}.again`;
  npmRun("backup", [again], settings);
  const [expected, found] = [rowsIn(backup), rowsIn(again)];
  assert.deepEqual([...found.keys()], [...expected.keys()], "the tables");
  let rows = 0;
  for (const [table, wanted] of expected) {
    const has = found.get(table) ?? [];
    if (EMPTIED.includes(table)) {
      assert.equal(has.length, 0, `${table} is not empty`);
    } else if (CHANGED.includes(table)) {
      assert.equal(has.length, wanted.length, `rows of ${table}`);
    } else {
      assert.deepEqual(has, wanted, `rows of ${table}`);
    }
    rows += has.length;
  }
  return rows;
}

interface HostAnswer {
  operation: { kind: string; outcome: string } | null;
}

const ask = async <T>(url: string, cookie: string): Promise<T> => {
  const answer = await fetch(url, { headers: { cookie } });
  assert.equal(answer.status, 200, url);
  return (await answer.json()) as T;
};
const hostOf = (url: string, cookie: string) => ask<HostAnswer>(`${url}/api/hosts/${HOST}`, cookie);
const hostsOf = async (url: string, cookie: string) =>
  (await ask<{ hosts: { id: string }[] }>(`${url}/api/hosts`, cookie)).hosts.map(({ id }) => id).sort();

async function act(url: string, cookie: string, name: string, fields: Settings): Promise<void> {
  const id = exportedActions().find((action) => action.name === name)?.id ?? "";
  const { status, text } = await callAction({ origin: url, cookie }, id, fields);
  assert.ok(status === 200 && text.includes('"ok":true'), `${name}: ${status} ${text.slice(0, 300)}`);
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + LIMIT_MS; !(await holds()); await wait(200)) {
    assert.ok(Date.now() < end, `${what}: not within ${LIMIT_MS / 1000} s`);
  }
}

interface Original {
  /** A session of the original. */
  cookie: string;
  hosts: string[];
  file: string;
}

type Start = (settings: Settings) => Promise<PanelProcess>;

const forCommands = (settings: Settings): Settings => ({ ...settings, PANEL_URL: "http://127.0.0.1:3000" });

/**
 * A customer's start of a host is in progress while the backup is made, and no evidence of its end comes: the master's clock
 * stands still.
 */
async function backUpOriginal(start: Start, settings: Settings, { control }: Simulator): Promise<Original> {
  const panel = await start(settings);
  for (const account of ACCOUNTS) {
    npmRun("account", ["add", ...account], forCommands(settings), `${PASSWORD}\n`);
  }
  const cookie = await signInByForm(panel.url, "customer", PASSWORD);
  await until("the first list", async () => (await hostsOf(panel.url, cookie)).length > 0);
  const hosts = await hostsOf(panel.url, cookie);
  await control.setClock({ speed: 0 });
  await act(panel.url, cookie, "command", { vmid: HOST, kind: "start", formKey: crypto.randomUUID() });
  assert.equal((await hostOf(panel.url, cookie)).operation?.outcome, "open");
  const file = fileOf("embedded.gz");
  npmRun("backup", [file], forCommands(settings));
  assert.equal(statSync(file).mode & 0o777, 0o600, "the file's mode");
  assert.ok(!gunzipSync(readFileSync(file)).includes(CANARIES.authSecret), "AUTH_SECRET is in the file");
  await panel.stop();
  return { cookie, hosts, file };
}

/** Restores, and starts a panel: sessions of before are over, by their passwords people get in and see their hosts. */
async function restoreAndStart(start: Start, settings: Settings, file: string, before: Original) {
  assert.match(npmRun("restore", [file], forCommands(settings)), /1 operations? in progress/);
  const rows = compare(file, forCommands(settings));
  const panel = await start(settings);
  const old = await fetch(`${panel.url}/api/hosts`, { headers: { cookie: before.cookie } });
  assert.equal(old.status, 401, "a session of before the restore");
  const cookie = await signInByForm(panel.url, "customer", PASSWORD);
  assert.deepEqual(await hostsOf(panel.url, cookie), before.hosts);
  const { operation } = await hostOf(panel.url, cookie);
  assert.deepEqual([operation?.kind, operation?.outcome], ["start", "open"], "the operation in progress");
  return { panel, cookie, rows };
}

async function resumeAsAdmin(url: string, cookie: string, { control }: Simulator): Promise<void> {
  await control.setClock({ speed: 10 });
  await until("the host runs", async () => (await control.host(HOST)).power === "running");
  assert.equal((await hostOf(url, cookie)).operation?.outcome, "open", "it waits for an admin");
  await act(url, await signInByForm(url, "desk", PASSWORD), "resumeOperations", {});
  await until("it is done", async () => (await hostOf(url, cookie)).operation?.outcome === "done");
  const { calls } = await control.journal();
  assert.equal(calls.filter(({ action }) => action === "vm_start").length, 1, "calls of vm_start");
}

/** The majors that Debian's packages have here. */
function ownServers(): number[] {
  const majors = existsSync(SERVERS) ? readdirSync(SERVERS).map(Number) : [];
  const fitting = majors.filter((major) => major >= OLDEST).sort((a, b) => a - b);
  assert.ok(fitting.length > 0, `there is no PostgreSQL ${OLDEST} or newer in ${SERVERS}: install one`);
  return fitting;
}

async function move(ended: (() => unknown)[]): Promise<string> {
  const majors = ownServers();
  const master = { secret: CANARIES.rstackSecret, fleet: "demo", seed: 7, speed: 10 } as const;
  const simulator = await startSimulator(master);
  ended.unshift(() => simulator.close());
  const common: Settings = {
    ...QUICK,
    RSTACK_URL: simulator.url,
    RSTACK_SECRET: CANARIES.rstackSecret,
    AUTH_SECRET: CANARIES.authSecret,
    STAFF_SECOND_FACTOR: "optional",
    OPERATION_LIMIT_SECONDS: "600",
    OPERATION_NO_EVIDENCE_SECONDS: "600",
    DOMAIN_DNS: "off",
  };
  const start: Start = async (settings) => {
    const panel = await startPanel(settings, fileOf("panel.log"));
    ended.unshift(() => panel.stop());
    return panel;
  };
  const before = await backUpOriginal(start, { ...common, PANEL_DATA_DIR: fileOf("original") }, simulator);
  let { file } = before;
  const place = choosePlace(process.cwd(), fileOf("unused"));
  for (const major of majors) {
    const binaries = { native: path.join(SERVERS, String(major)), major };
    const own = { ...place, binaries, home: fileOf(`postgresql-${major}`) };
    const server = await ensureServer(own, { database: "panel" });
    ended.unshift(() => stopServer(own.home, server.pid));
    const settings = { ...common, DATABASE_URL: urlOf(server.target) };
    const { panel, rows } = await restoreAndStart(start, settings, file, before);
    file = fileOf(`postgresql-${major}.gz`);
    npmRun("backup", [file], forCommands(settings));
    await panel.stop();
    console.log(`PostgreSQL ${major} has all ${rows} rows`);
  }
  const back = { ...common, PANEL_DATA_DIR: fileOf("back") };
  const { panel, cookie, rows } = await restoreAndStart(start, back, file, before);
  await resumeAsAdmin(panel.url, cookie, simulator);
  return `embedded PostgreSQL ${place.binaries.major} to ${majors.join(", ")} and back, ${rows} rows; the operation in progress waited and was sent once`;
}

async function main(): Promise<void> {
  const ended: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    console.log(`ok: ${await move(ended)}`);
  } catch (error) {
    console.log(`FAILED: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  } finally {
    for (const end of ended) await end();
  }
}

await main();

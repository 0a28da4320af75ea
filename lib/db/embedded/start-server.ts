import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { StartError } from "../../process/end-start";
import { clusterOf, ensureCluster, readPassword, USER } from "./cluster";
import type { EmbeddedPlace } from "./place";
import { postmasterOf, removeStaleSocketLock, removeUnreadable, runs } from "./postmaster-file";
import { BARE_ENVIRONMENT } from "./system-user";

export type Target = { host: string; port: number; user: string; password: string; database: string };
export type RunningServer = { target: Target; pid: number; startedHere: boolean };
type Options = { database: string; settings?: Record<string, string>; detached?: boolean };

const SILENT_LIMIT_MS = 10_000;
/** Crash recovery of a big write-ahead log takes its time; the server says so meanwhile. */
const RECOVERY_LIMIT_MS = 300_000;
const STEP_MS = 50;
/** A postmaster writes its number right after it made the file. */
const UNREADABLE_MS = 1_000;
const STOP_LIMIT_MS = 20_000;

/**
 * A server that answers on this folder: the one that runs there already, else a new one. It outlives the process that
 * started it. Throws with the cause and the folder.
 */
export async function ensureServer(place: EmbeddedPlace, options: Options): Promise<RunningServer> {
  ensureCluster(place);
  const cluster = clusterOf(place.home);
  const deadline = Date.now() + RECOVERY_LIMIT_MS;
  let startedHere = false;
  while (Date.now() < deadline) {
    const found = postmasterOf(cluster);
    if (found.is === "unreadable" && Date.now() - found.writtenAt > UNREADABLE_MS) {
      removeUnreadable(cluster, found.text);
    } else if (found.is === "writing" || found.is === "unreadable") {
      await wait(STEP_MS);
    } else if (found.is === "none" || found.is === "stale") {
      startedHere = await launch(place, options, found.is === "stale" ? found.pid : null);
    } else {
      const target = await answering(place, found, options.database);
      if (target) {
        return { target, pid: found.pid, startedHere };
      }
    }
  }
  throw new StartError(`The database in ${place.home} did not come up: see ${logFile(place.home)}`);
}

const logFile = (home: string) => path.join(home, "server.log");

/**
 * True when the server of this call runs; false when another starter's was first. `stale` is the process number in
 * `postmaster.pid` that is no postmaster's: PostgreSQL takes that of pg_ctl's parent, which this variable names, for
 * stale as well, and still makes sure that no process of a killed server uses the data.
 */
async function launch(place: EmbeddedPlace, options: Options, stale: number | null): Promise<boolean> {
  const { home, runAs, binaries } = place;
  const cluster = clusterOf(home);
  const socketFolder = prepareSocketFolder(place);
  if (socketFolder) {
    removeStaleSocketLock(cluster, socketFolder);
  }
  const settings = {
    listen_addresses: socketFolder ? "" : "127.0.0.1",
    port: "5432",
    ...(socketFolder ? { unix_socket_directories: socketFolder, unix_socket_permissions: "0700" } : {}),
    max_connections: "60",
    timezone: "UTC",
    // Statements and details hold addresses and hashes: none of them in the server's log.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const logTo = openLog(home);
  const logFrom = fs.fstatSync(logTo).size;
  const child = spawn(path.join(binaries.native, "bin", "postgres"), ["-D", cluster, ...args], {
    ...(runAs ?? {}),
    env: { ...BARE_ENVIRONMENT, ...(stale === null ? {} : { PG_GRANDPARENT_PID: String(stale) }) },
    cwd: cluster,
    detached: options.detached ?? true,
    stdio: ["ignore", logTo, logTo],
  });
  fs.closeSync(logTo);
  child.unref();
  return listeningOf(child, place, logFrom);
}

/** True once it says where it listens; false when another starter was first. */
function listeningOf(
  child: ChildProcess,
  { home, binaries }: EmbeddedPlace,
  logFrom: number,
): Promise<boolean> {
  const cluster = clusterOf(home);
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      clearInterval(watch);
      reject(new StartError(`PostgreSQL can't be run from ${binaries.native}: ${error.message}`));
    });
    child.once("exit", () => {
      clearInterval(watch);
      const said = logSince(home, logFrom);
      // Another starter was first, or the children of a killed server are still leaving.
      if (/lock file "postmaster.pid" already exists|is still in use/.test(said)) {
        setTimeout(() => resolve(false), STEP_MS);
      } else {
        reject(new StartError(`PostgreSQL in ${home} ended while it started:\n${lastLines(said)}`));
      }
    });
    const watch = setInterval(() => {
      const now = postmasterOf(cluster);
      if (now.is === "alive" && now.pid === child.pid) {
        clearInterval(watch);
        child.removeAllListeners("exit");
        resolve(true);
      }
    }, STEP_MS / 5);
  });
}

function openLog(home: string): number {
  const file = logFile(home);
  const LARGEST = 10_000_000;
  if (fs.existsSync(file) && fs.statSync(file).size > LARGEST) {
    fs.renameSync(file, `${file}.old`);
  }
  return fs.openSync(file, "a", 0o600);
}

/** What this start wrote: an older one's lines must not explain it. */
const logSince = (home: string, from: number) =>
  fs.readFileSync(logFile(home)).subarray(from).toString("utf8");
const lastLines = (text: string) => text.trimEnd().split("\n").slice(-6).join("\n");

/** Null: it went away meanwhile. Throws when it is there and stays silent. */
async function answering(
  { home }: EmbeddedPlace,
  at: { pid: number; port: number; socketFolder: string },
  database: string,
): Promise<Target | null> {
  const host = at.socketFolder || "127.0.0.1";
  const base = { host, port: at.port, user: USER, password: readPassword(home) };
  let heard = Date.now();
  let last = "";
  while (Date.now() - heard < SILENT_LIMIT_MS) {
    const answer = await tryConnect({ ...base, database: "postgres" }, database);
    if (answer === "ready") {
      return { ...base, database };
    }
    if (!runs(at.pid)) {
      return null;
    }
    if (answer === "starting") {
      heard = Date.now();
    }
    last = answer;
    await wait(STEP_MS);
  }
  throw new StartError(
    `Process ${at.pid} holds the database in ${home} and does not answer (${last}). End that process, or wait for it, and start again`,
  );
}

async function tryConnect(target: Target, database: string): Promise<string> {
  const client = new pg.Client({
    ...target,
    connectionTimeoutMillis: 2_000,
    application_name: "rstack-panel start",
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (!rowCount) {
      await client.query(`create database ${pg.escapeIdentifier(database)}`).catch(ignoreExisting);
    }
    return "ready";
  } catch (error) {
    const code = (error as { code?: string }).code;
    // cannot_connect_now: starting, recovering or shutting down.
    return code === "57P03" ? "starting" : (code ?? String(error));
  } finally {
    await client.end().catch(() => {});
  }
}

/** Two first starters may both see it missing. */
function ignoreExisting(error: { code?: string }): void {
  if (error.code !== "42P04" && error.code !== "23505") {
    throw error;
  }
}

/** Sessions are cut, nothing committed is lost. Resolves when the process is gone. */
export async function stopServer(home: string, pid: number): Promise<void> {
  const cluster = clusterOf(home);
  const deadline = Date.now() + STOP_LIMIT_MS;
  signal(pid, "SIGINT");
  while (runs(pid) && Date.now() < deadline) {
    await wait(STEP_MS);
  }
  if (runs(pid) && postmasterOf(cluster).is === "alive") {
    signal(pid, "SIGQUIT");
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

/** `sun_path` is 104 bytes on macOS, 108 on Linux, and "/.s.PGSQL.5432" comes on top. */
const LONGEST = 88;

/** Null where the platform has no such sockets. Open to the server's user alone. */
export function prepareSocketFolder({ home, runAs }: EmbeddedPlace): string | null {
  if (process.platform === "win32") {
    return null;
  }
  const beside = path.join(home, "socket");
  if (Buffer.byteLength(beside) <= LONGEST) {
    return own(beside, runAs);
  }
  const name = createHash("sha256").update(fs.realpathSync(home)).digest("hex").slice(0, 24);
  return own(path.join("/tmp", `rstack-panel-${name}`), runAs);
}

/** In /tmp anybody could have made it before us: only a real folder of the right owner is taken. */
function own(folder: string, runAs: EmbeddedPlace["runAs"]): string {
  const uid = runAs?.uid ?? process.getuid?.();
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
    if (runAs) {
      fs.chownSync(folder, runAs.uid, runAs.gid);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
  const found = fs.lstatSync(folder);
  if (!found.isDirectory() || found.uid !== uid || found.mode & 0o077) {
    throw new StartError(`${folder} is not a folder of the database's user alone: remove it`);
  }
  return folder;
}

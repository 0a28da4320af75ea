import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { config } from "../config";
import { log } from "../log";
import { closeDatabase, connectTo, type DatabaseTarget } from "./connection";
import { lastOneHere, lockFolder } from "./embedded/folder-lock";
import { choosePlace, type EmbeddedPlace } from "./embedded/place";
import { ensureServer, type RunningServer, stopServer } from "./embedded/start-server";
import { migrateDatabase } from "./migrate";

export type StartedDatabase = { stop(): Promise<void> };

const DATABASE = "panel";
const GIVEN_LIMIT_MS = 30_000;
const STEP_MS = 500;

/**
 * Makes `database()` work: the server of `DATABASE_URL`, else the embedded one, brought up to date. A panel is refused
 * where another serves from the same folder; a command joins. `stop` closes the connections and ends the embedded
 * server, which a command does only if it started it and nobody else came. Throws with the cause.
 */
export async function startDatabase({ mode }: { mode: "panel" | "command" }): Promise<StartedDatabase> {
  return start(mode, migrateDatabase);
}

/** For a command that works on the database as it is: nothing is migrated. */
export const startDatabaseAsItIs = (): Promise<StartedDatabase> => start("command", async () => {});

type Prepare = (target: DatabaseTarget) => Promise<void>;

async function start(mode: "panel" | "command", prepare: Prepare): Promise<StartedDatabase> {
  const { databaseUrl, dataDir } = config();
  if (databaseUrl) {
    const target = { connectionString: databaseUrl };
    await answered(target);
    await prepare(target);
    connectTo(target);
    return { stop: closeDatabase };
  }
  const place = choosePlace(process.cwd(), dataDir);
  return mode === "panel" ? startForPanel(place) : startForCommand(place, prepare);
}

/** The machine may have started both at once. */
async function answered(target: DatabaseTarget): Promise<void> {
  const deadline = Date.now() + GIVEN_LIMIT_MS;
  let said = false;
  for (;;) {
    const client = new pg.Client({ ...target, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const { code = "" } = error as { code?: string };
      const passing = /^(ECONNREFUSED|ENOENT|ETIMEDOUT|EAI_AGAIN|57P03)$/.test(code);
      if (!passing || Date.now() > deadline) {
        throw new Error(`The database of DATABASE_URL can't be used: ${inWords(error, client)}`);
      }
      if (!said) {
        said = true;
        log.info({ code, host: client.host, port: client.port }, "waiting for the database");
      }
      await wait(STEP_MS);
    }
  }
}

/** What PostgreSQL and the system call by a code. Never the password. */
function inWords(error: unknown, { host, port, user, database }: pg.Client): string {
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  const words: Record<string, string> = {
    "28P01": `the password of the role "${user}" is wrong`,
    "28000": `PostgreSQL does not let the role "${user}" in: see its pg_hba.conf`,
    "3D000": `there is no database "${database}" at ${host}:${port}`,
    "42501": `the role "${user}" may not use the database "${database}"`,
    "53300": "it has no connection left: raise max_connections",
    "57P03": "it is still starting up",
    ECONNREFUSED: `nothing listens at ${host}:${port}`,
    ENOENT: `there is no socket at ${host}`,
    ETIMEDOUT: `${host}:${port} does not answer`,
    ENOTFOUND: `the name ${host} is not known`,
    EAI_AGAIN: `the name ${host} can't be looked up now`,
  };
  return words[code] ? `${words[code]} (${code})` : code ? `${message} (${code})` : message;
}

async function startForCommand(place: EmbeddedPlace, prepare: Prepare): Promise<StartedDatabase> {
  const server = await ensureServer(place, { database: DATABASE });
  await prepare(server.target);
  connectTo(server.target);
  return {
    async stop() {
      await closeDatabase();
      if (server.startedHere && (await lastOneHere(server.target))) {
        await stopServer(place.home, server.pid);
      }
    },
  };
}

async function startForPanel(place: EmbeddedPlace): Promise<StartedDatabase> {
  let held = await take(place);
  let stopping = false;
  const watch = () =>
    held.lock.once("end", () => {
      if (!stopping) {
        void recover();
      }
    });
  // The server was killed under a running panel: it is started again, and the pool connects anew by itself.
  const recover = async () => {
    log.error("the embedded database went away: starting it again");
    try {
      held = await take(place);
      watch();
      log.info("the embedded database is back");
    } catch (err) {
      log.fatal({ err }, "the embedded database can't be started again");
      process.exit(1);
    }
  };
  watch();
  await migrateDatabase(held.server.target);
  connectTo(held.server.target);
  return {
    async stop() {
      stopping = true;
      await closeDatabase();
      await held.lock.end().catch(() => {});
      await stopServer(place.home, held.server.pid);
    },
  };
}

/** Once more when a command, which started the server, stopped it between our look and our lock. */
async function take(place: EmbeddedPlace): Promise<{ server: RunningServer; lock: pg.Client }> {
  const server = await ensureServer(place, { database: DATABASE });
  try {
    return { server, lock: await lockFolder(place.home, server.target) };
  } catch (error) {
    if (error instanceof Error && error.name === "FolderInUseError") {
      throw error;
    }
    const again = await ensureServer(place, { database: DATABASE });
    return { server: again, lock: await lockFolder(place.home, again.target) };
  }
}

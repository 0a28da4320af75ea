import "server-only";
import type pg from "pg";
import { config } from "../config";
import { log } from "../log";
import { closeDatabase, connectTo, type DatabaseTarget } from "./connection";
import { lastOneHere, lockFolder } from "./embedded/folder-lock";
import { choosePlace, type EmbeddedPlace } from "./embedded/place";
import { ensureServer, type RunningServer, stopServer } from "./embedded/start-server";
import { migrateDatabase } from "./migrate";
import { answered, proveNotices, throwInWords } from "./reach/given-database";

export type StartedDatabase = { stop(): Promise<void> };

const DATABASE = "panel";

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
  const { databaseUrl, databaseDirectUrl, dataDir } = config();
  if (databaseUrl) {
    const target = { connectionString: databaseUrl };
    const direct = databaseDirectUrl ? { connectionString: databaseDirectUrl } : null;
    await answered(target, "DATABASE_URL");
    if (direct) {
      await answered(direct, "DATABASE_DIRECT_URL");
    }
    if (mode === "panel") {
      await proveNotices(target, direct);
    }
    await prepare(direct ?? target).catch((err) => throwInWords(err, direct ?? target));
    connectTo(target, direct);
    return { stop: closeDatabase };
  }
  const place = choosePlace(process.cwd(), dataDir);
  return mode === "panel" ? startForPanel(place) : startForCommand(place, prepare);
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

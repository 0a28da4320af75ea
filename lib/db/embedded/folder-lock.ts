import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { StartError } from "../../process/end-start";
import { ADVISORY_LOCKS } from "../locks";
import type { Target } from "./start-server";

/** A killed predecessor's session may take a moment to fall, and a command may be stopping the server. */
const PATIENCE_MS = 5_000;
const STEP_MS = 100;

export class FolderInUseError extends StartError {
  constructor(home: string, holder: string) {
    super(
      `Another panel (${holder}) serves from the database in ${home}. One embedded folder takes one panel: stop that one, give this one another PANEL_DATA_DIR, or set DATABASE_URL for several instances`,
    );
    this.name = "FolderInUseError";
  }
}

/** One panel for one folder. A lock of the session: it falls with the process, however that dies. */
export async function lockFolder(home: string, target: Target): Promise<pg.Client> {
  const client = new pg.Client({
    ...target,
    keepAlive: true,
    application_name: `panel, process ${process.pid}`,
  });
  client.on("error", () => {});
  await client.connect();
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    if (await tryLock(client)) {
      return client;
    }
    if (Date.now() > deadline) {
      const holder = await holderOf(client);
      await client.end();
      throw new FolderInUseError(home, holder);
    }
    await wait(STEP_MS);
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("select pg_try_advisory_lock($1) as got", [
    ADVISORY_LOCKS.embeddedPanel,
  ]);
  return rows[0]?.got === true;
}

async function holderOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `select application_name from pg_stat_activity
     where pid in (select pid from pg_locks where locktype = 'advisory' and granted
                   and (classid::bigint << 32 | objid::bigint) = $1)`,
    [ADVISORY_LOCKS.embeddedPanel],
  );
  return String(rows[0]?.application_name ?? "unknown");
}

/**
 * For a command that started the server: true when nobody else uses it. The lock is kept with the session, so that no
 * panel begins while the server stops.
 */
export async function lastOneHere(target: Target): Promise<boolean> {
  const client = new pg.Client({ ...target, application_name: "command that ends" });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      "select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    const alone = (await tryLock(client)) && rows[0]?.others === 0;
    if (!alone) {
      await client.end();
    }
    return alone;
  } catch {
    return false;
  }
}

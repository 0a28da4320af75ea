import "server-only";
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { log, sqlState } from "../../log";
import { StartError } from "../../process/end-start";
import type { DatabaseTarget } from "../connection";

// What the start asks of a database that is not the panel's own, and how it says what is wrong with it.

const LIMIT_MS = 30_000;
const STEP_MS = 500;
const CONNECT_MS = 5_000;
const NOTICE_MS = 5_000;
const CHANNEL = "rstack_panel_start";

function clientFor(target: DatabaseTarget): pg.Client {
  const client = new pg.Client({
    ...target,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: "rstack-panel start",
  });
  client.on("error", () => {});
  return client;
}

/** Waits for its first answer: the machine may have started both at once. Throws `StartError`. */
export async function answered(target: DatabaseTarget, setting: string): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  let said = false;
  for (;;) {
    const client = clientFor(target);
    try {
      await client.connect();
      // A pooler lets in before it has asked PostgreSQL.
      await client.query("select 1");
      await client.end();
      return;
    } catch (error) {
      client.end().catch(() => {});
      const { code = "" } = error as { code?: string };
      const passing = /^(ECONNREFUSED|ENOENT|ETIMEDOUT|EAI_AGAIN|57P03)$/.test(code);
      if (!passing || Date.now() > deadline) {
        throw new StartError(`${setting}: the database can't be used: ${inWords(error, client)}`);
      }
      if (!said) {
        said = true;
        log.info({ code, host: client.host, port: client.port }, "waiting for the database");
      }
      await wait(STEP_MS);
    }
  }
}

/**
 * Sends a notice from one connection to another. A pooler that gives each transaction another connection of PostgreSQL's
 * loses it, without a word: open pages would learn of nothing. Throws `StartError`.
 */
export async function proveNotices(target: DatabaseTarget, direct: DatabaseTarget | null): Promise<void> {
  const [hearing, saying] = [clientFor(direct ?? target), clientFor(target)];
  const word = randomBytes(8).toString("hex");
  const heard = new Promise<boolean>((resolve) => {
    hearing.on("notification", ({ payload }) => payload === word && resolve(true));
  });
  try {
    await hearing.connect();
    await hearing.query(`listen ${CHANNEL}`);
    await saying.connect();
    await saying.query("select pg_notify($1, $2)", [CHANNEL, word]);
    if (!(await Promise.race([heard, wait(NOTICE_MS, false, { ref: false })]))) {
      throw new StartError(
        direct
          ? "DATABASE_DIRECT_URL: notices that are sent by DATABASE_URL don't arrive there. Name the same database, at PostgreSQL itself and not at a pooler"
          : "DATABASE_URL names a connection pooler in transaction mode, which loses notices between the panel's instances. Set its pool_mode to session for this database, or name PostgreSQL itself in DATABASE_DIRECT_URL",
      );
    }
  } catch (error) {
    throw error instanceof StartError
      ? error
      : new StartError(
          `DATABASE_URL: a second connection can't be used: ${inWords(error, saying)}. A pooler must give each instance as many as docs/install.md says`,
        );
  } finally {
    await Promise.allSettled([hearing.end(), saying.end()]);
  }
}

/** What a migration could not do for want of rights, for whoever gives them; anything else as it is. */
export function throwInWords(error: unknown, target: DatabaseTarget): never {
  const code = sqlState(error) ?? "";
  if (code !== "42501" && code !== "25006") {
    throw error;
  }
  const { cause = error } = error as Error;
  throw new StartError(`DATABASE_URL: the database can't be used: ${inWords(cause, new pg.Client(target))}`);
}

/** What PostgreSQL and the system call by a code. Never the password. */
function inWords(error: unknown, { host, port, user, database }: pg.Client): string {
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  const words: Record<string, string> = {
    "08P01": `a connection pooler refuses it (${message}). Let it pool by session, and see docs/install.md`,
    "25006":
      "it can only be read. If it is a standby, name the primary; if default_transaction_read_only is on, turn it off for this role and database",
    "28P01": `the password of the role "${user}" is wrong`,
    "28000": `PostgreSQL does not let the role "${user}" in: see its pg_hba.conf`,
    "3D000": `there is no database "${database}" at ${host}:${port}`,
    "42501": `the role "${user}" has too few rights in the database "${database}" (${message}). It must own it: ALTER DATABASE "${database}" OWNER TO "${user}"`,
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

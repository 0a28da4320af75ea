import "server-only";
import { sql } from "drizzle-orm";
import pg from "pg";
import { log } from "../log";
import { perProcess } from "../per-process";
import { outsideRequest } from "../request-context";
import {
  askDatabase,
  beforeDatabaseCloses,
  type Database,
  directTarget,
  type Transaction,
} from "./connection";
import type { Notice } from "./notice";
import { databaseIsAway, noteFailure } from "./reach/availability";

const CHANNEL = "rstack_panel";
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** So many failures in a row are told, if the database itself answers: a busy machine lets a connection or two time out. */
const TOLD_AFTER = 3;

type Listening = {
  listeners: Set<(notice: Notice) => void>;
  client: pg.Client | null;
  /** Counts up when the listening shall end, so that a connection attempt that is under way knows. */
  generation: number;
  running: boolean;
  waitMs: number;
  timer: NodeJS.Timeout | null;
  /** Connections in a row that could not be made. */
  failures: number;
};

const state = perProcess<Listening>("notices", () => ({
  listeners: new Set(),
  client: null,
  generation: 0,
  running: false,
  waitMs: FIRST_WAIT_MS,
  timer: null,
  failures: 0,
}));

/** Inside a transaction they are sent when that commits, and not at all when it doesn't. One statement for them all. */
export async function publish(db: Database | Transaction, ...notices: Notice[]): Promise<void> {
  if (notices.length > 0) {
    const payloads = JSON.stringify(notices.map((notice) => JSON.stringify(notice)));
    await db.execute(
      sql`select pg_notify(${CHANNEL}, payload) from jsonb_array_elements_text(${payloads}::jsonb) as payload`,
    );
  }
}

/**
 * Hears what any instance published, this one included. One connection a process, made again when it is lost; what was
 * said meanwhile is lost too, so every listener then gets `resync`.
 */
export function subscribe(listener: (notice: Notice) => void): () => void {
  state.listeners.add(listener);
  if (!state.running) {
    state.running = true;
    beforeDatabaseCloses(stop);
    void connect(state.generation, false);
  }
  return () => {
    state.listeners.delete(listener);
  };
}

function tell(notice: Notice): void {
  for (const listener of [...state.listeners]) {
    try {
      listener(notice);
    } catch (err) {
      log.error({ err, notice: notice.type }, "a listener failed on a notice");
    }
  }
}

async function connect(generation: number, again: boolean): Promise<void> {
  const client = new pg.Client({
    ...directTarget(),
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    application_name: "rstack-panel notices",
  });
  let lost = false;
  let isListening = false;
  const onLost = (err?: Error) => {
    if (lost || generation !== state.generation) {
      return;
    }
    lost = true;
    state.client = null;
    client.end().catch(() => {});
    outsideRequest(() => sayLost(isListening, err));
    state.timer = setTimeout(() => void connect(generation, true), state.waitMs);
    state.waitMs = Math.min(state.waitMs * 2, LONGEST_WAIT_MS);
  };
  client.on("error", onLost);
  client.on("end", () => onLost());
  client.on("notification", (message) => {
    const notice = parse(message.payload);
    if (notice) {
      tell(notice);
    }
  });
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  } catch (err) {
    onLost(err instanceof Error ? err : new Error(String(err)));
    return;
  }
  if (generation !== state.generation) {
    await client.end();
    return;
  }
  state.client = client;
  state.waitMs = FIRST_WAIT_MS;
  isListening = true;
  if (state.failures >= TOLD_AFTER) {
    outsideRequest(() => log.info("notices are heard again"));
  }
  state.failures = 0;
  if (again) {
    tell({ type: "resync" });
  }
}

/** A connection can be cut while the database is well: whether it is gone shows when it is asked. */
function sayLost(wasListening: boolean, err: Error | undefined): void {
  noteFailure(err ?? new Error("Connection terminated"), askDatabase);
  if (wasListening) {
    log.warn({ err }, "the connection for notices was lost");
  } else {
    state.failures += 1;
    if (state.failures === TOLD_AFTER && !databaseIsAway()) {
      log.warn({ err }, "no connection for notices: open pages learn of changes late");
    }
  }
}

function parse(payload: string | undefined): Notice | null {
  try {
    return JSON.parse(payload ?? "") as Notice;
  } catch {
    log.warn("a notice was no JSON");
    return null;
  }
}

async function stop(): Promise<void> {
  state.generation += 1;
  state.running = false;
  state.failures = 0;
  if (state.timer) {
    clearTimeout(state.timer);
  }
  const { client } = state;
  state.client = null;
  await client?.end();
}

import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { config } from "../config";
import { log } from "../log";
import { perProcess } from "../per-process";
import { type DatabaseAnswer, noteFailure } from "./reach/availability";
import * as schema from "./schema";

export type Database = NodePgDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** Where the database is. Plain data, so that it can be posted to a worker thread. Holds a password: never log it. */
export type DatabaseTarget =
  | { connectionString: string }
  | { host: string; port: number; user: string; password: string; database: string };

/** Requests and background work each have connections of their own: neither can take the other's. */
type Purpose = "requests" | "background";

type State = {
  target: DatabaseTarget | null;
  /** Where a connection is one of PostgreSQL's own, and no pooler's; null: at the target. */
  direct: DatabaseTarget | null;
  open: Map<Purpose, { pool: pg.Pool; database: Database }>;
  beforeClose: Set<() => Promise<void>>;
  /** When a connection was lost; as `performance.now()` says it. */
  lostAt: number;
};

const state = perProcess<State>("database", () => ({
  target: null,
  direct: null,
  open: new Map(),
  beforeClose: new Set(),
  lostAt: Number.NEGATIVE_INFINITY,
}));

const purpose = perProcess("database-purpose", () => new AsyncLocalStorage<Purpose>());

/** All that `work` starts, timers and listeners included, uses the connections of background work. */
export const inBackground = <T>(work: () => T): T => purpose.run("background", work);

/** Says where `database()` shall connect to: `startDatabase()`, worker threads and tests call it before the first use. */
export function connectTo(target: DatabaseTarget, direct: DatabaseTarget | null = null): void {
  if (state.open.size > 0) {
    throw new Error("The database is open already: closeDatabase() first");
  }
  state.target = target;
  state.direct = direct;
}

/** For what needs a session of its own, such as hearing notices. */
export const directTarget = (): DatabaseTarget => state.direct ?? databaseTarget();

/** Throws where neither `startDatabase()` ran nor `DATABASE_URL` is set. */
export function databaseTarget(): DatabaseTarget {
  if (state.target) {
    return state.target;
  }
  const { databaseUrl } = config();
  if (!databaseUrl) {
    throw new Error("startDatabase() has not run, and DATABASE_URL is not set");
  }
  return { connectionString: databaseUrl };
}

const SLOW_MS = 1_000;

/**
 * Says which statements take long, and notes those that fail and connections that can't be made. Values are bound apart, so
 * the text that is logged holds none.
 */
class WatchedClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads `query` in eight ways, and all of them pass through.
  override query(...args: any[]): any {
    const startedAt = performance.now();
    const ended = (err?: unknown) => {
      sayIfSlow(args[0], performance.now() - startedAt);
      if (err) {
        noteFailure(err, askDatabase);
      }
    };
    const callback = args.at(-1);
    if (typeof callback === "function") {
      args[args.length - 1] = (...results: unknown[]) => {
        ended(results[0]);
        callback(...results);
      };
    }
    const result = (super.query as (...all: unknown[]) => unknown).apply(this, args);
    if (result instanceof Promise) {
      void result.then(() => ended(), ended);
    }
    return result;
  }

  /** As the pool calls it: with a callback, and without waiting for what it returns. */
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads `connect`, too.
  override connect(callback?: any): any {
    return super.connect((err: Error, ...client: unknown[]) => {
      if (err) {
        noteFailure(err, askDatabase);
      }
      callback?.(err, ...client);
    });
  }
}

const ANSWER_LIMIT_MS = 3_000;

/** By a connection of its own: those of the pools may all wait for an answer. */
export async function askDatabase(): Promise<DatabaseAnswer> {
  const client = new pg.Client({
    ...databaseTarget(),
    connectionTimeoutMillis: ANSWER_LIMIT_MS,
    query_timeout: ANSWER_LIMIT_MS,
    application_name: "rstack-panel question",
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return { is: "there" };
  } catch (err) {
    const { code, message } = err as Error & { code?: string };
    return { is: code === "53300" ? "full" : /timeout/i.test(message) ? "late" : "away", err };
  } finally {
    client.end().catch(() => {});
  }
}

function sayIfSlow(query: string | { text?: string }, took: number): void {
  if (took >= SLOW_MS) {
    const statement = (typeof query === "string" ? query : (query.text ?? "")).slice(0, 500);
    log.warn({ ms: Math.round(took), statement }, "a database statement took long");
  }
}

function open() {
  const mine = purpose.getStore() ?? "requests";
  let opened = state.open.get(mine);
  if (!opened) {
    const pool = new pg.Pool({
      ...databaseTarget(),
      Client: WatchedClient,
      max: config().connections[mine],
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      onConnect: setLimits,
      keepAlive: true,
      application_name: mine === "requests" ? "rstack-panel" : "rstack-panel background",
    });
    // Without a listener a lost connection would end the process: the pool listens to those that are idle alone, and
    // passes on what it hears.
    pool.on("connect", (client) => {
      client.on("error", sayLost);
    });
    pool.on("error", () => {});
    opened = { pool, database: drizzle(pool, { schema }) };
    state.open.set(mine, opened);
  }
  return opened;
}

/**
 * A transaction that its process forgot would hold row locks that others wait for. Set once connected: PgBouncer refuses
 * them as parameters of the connection.
 */
const setLimits = async (client: pg.ClientBase): Promise<void> => {
  await client.query("set statement_timeout = '60s'; set idle_in_transaction_session_timeout = '60s'");
};

const LOST_TOGETHER_MS = 1_000;

/** A database that goes away takes all connections with it: the first of them is told. */
function sayLost(err: Error): void {
  const together = performance.now() - state.lostAt < LOST_TOGETHER_MS;
  state.lostAt = performance.now();
  log[together ? "debug" : "warn"]({ err }, "a database connection was lost");
}

/** Opens at the first query. */
export const database = (): Database => open().database;
export const pool = (): pg.Pool => open().pool;

/** Connections of this process by pool; `waiting`: queries that found none free. */
export const poolCounts = () =>
  [...state.open].map(([name, { pool }]) => ({
    name,
    total: pool.totalCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }));

/** For what holds a connection of its own, beside the pools. */
export function beforeDatabaseCloses(close: () => Promise<void>): () => void {
  state.beforeClose.add(close);
  return () => state.beforeClose.delete(close);
}

/** Waits for running queries, then closes. `database()` would open again, at the same target. */
export async function closeDatabase(): Promise<void> {
  await Promise.all([...state.beforeClose].map((close) => close()));
  const pools = [...state.open.values()].map(({ pool }) => pool);
  state.open.clear();
  await Promise.all(pools.map((pool) => pool.end()));
}

/**
 * For what every request reads: its SQL is written once for each open database, and PostgreSQL parses it once for each
 * connection. The statement's own name, given to `prepare`, must be no other statement's.
 */
export function prepared<T>(make: (db: Database) => T): () => T {
  const made = new WeakMap<Database, T>();
  return () => {
    const db = database();
    const known = made.get(db);
    if (known !== undefined) {
      return known;
    }
    const fresh = make(db);
    made.set(db, fresh);
    return fresh;
  };
}

import "server-only";
import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import { pool } from "../db/connection";
import { perProcess } from "../per-process";

export interface Limit {
  /** The rate limit scope, part of the key: each scope counts for itself. */
  scope: string;
  points: number;
  seconds: number;
}

const limiters = perProcess("rate-limiters", () => new WeakMap<Pool, Map<string, RateLimiterPostgres>>());

function limiterFor(limit: Limit): RateLimiterPostgres {
  const mine = limiters.get(pool()) ?? new Map<string, RateLimiterPostgres>();
  limiters.set(pool(), mine);
  const name = `${limit.scope}:${limit.points}:${limit.seconds}`;
  const limiter =
    mine.get(name) ??
    new RateLimiterPostgres({
      storeClient: pool(),
      storeType: "pool",
      tableName: "rate_limits",
      // A migration makes the table.
      tableCreated: true,
      keyPrefix: limit.scope,
      points: limit.points,
      duration: limit.seconds,
      // Refuses a flood without asking the database again.
      inMemoryBlockOnConsumed: limit.points + 1,
    });
  mine.set(name, limiter);
  return limiter;
}

/** Takes one point of `key`, for all instances. Returns 0, or how many seconds to wait when none is left. */
export async function takePoint(limit: Limit, key: string): Promise<number> {
  try {
    await limiterFor(limit).consume(key);
    return 0;
  } catch (reason) {
    return secondsToWait(reason);
  }
}

/** What a point leaves: for a caller who is told. `waitSeconds` is 0 where there was one. */
export interface PointTaken {
  waitSeconds: number;
  remaining: number;
  /** Until all points are there again. */
  resetSeconds: number;
}

/** `takePoint`, telling what is left. */
export async function takeCountedPoint(limit: Limit, key: string): Promise<PointTaken> {
  try {
    const { remainingPoints, msBeforeNext } = await limiterFor(limit).consume(key);
    return { waitSeconds: 0, remaining: remainingPoints, resetSeconds: Math.ceil(msBeforeNext / 1000) };
  } catch (reason) {
    const waitSeconds = secondsToWait(reason);
    return { waitSeconds, remaining: 0, resetSeconds: waitSeconds };
  }
}

/** Of what a limiter rejected with; throws what is no rejection of its. */
function secondsToWait(reason: unknown): number {
  const wait = msBeforeNext(reason);
  if (wait === null) {
    throw reason;
  }
  return Math.max(1, Math.ceil(wait / 1000));
}

/**
 * The library rejects with a plain result where no point is left. Told by its field: the limiters are shared by bundles that
 * each hold a class of their own, so `instanceof` would fail.
 */
function msBeforeNext(reason: unknown): number | null {
  const isResult = typeof reason === "object" && reason !== null && "msBeforeNext" in reason;
  return isResult && typeof reason.msBeforeNext === "number" ? reason.msBeforeNext : null;
}

/** So many are taken with one write. */
const BUNDLE = 20;

interface Bundle {
  left: number;
  /** Until when they are good, ms since 1970. */
  until: number;
  /** Being taken: resolves with the seconds to wait, or 0. */
  taking: Promise<number> | null;
}

const bundles = () => perProcess("bundles of points", () => new WeakMap<Pool, LRUCache<string, Bundle>>());

/**
 * `takePoint` for what is read again and again: an instance takes points in bundles of 20, so that most reads write nothing.
 * A limit holds as before; an instance may keep up to 19 points that nobody uses until the time is over.
 */
export async function takeReadPoint(limit: Limit, key: string): Promise<number> {
  const mine = bundles().get(pool()) ?? new LRUCache<string, Bundle>({ max: 20_000 });
  bundles().set(pool(), mine);
  const name = `${limit.scope} ${key}`;
  const bundle = mine.get(name) ?? { left: 0, until: 0, taking: null };
  mine.set(name, bundle);
  for (;;) {
    if (bundle.left > 0 && Date.now() < bundle.until) {
      bundle.left -= 1;
      return 0;
    }
    bundle.taking ??= fill(bundle, limit, key);
    const waitSeconds = await bundle.taking;
    if (waitSeconds > 0) {
      return waitSeconds;
    }
  }
}

async function fill(bundle: Bundle, limit: Limit, key: string): Promise<number> {
  try {
    const { msBeforeNext } = await limiterFor(limit).consume(key, BUNDLE);
    bundle.left = BUNDLE;
    bundle.until = Date.now() + msBeforeNext;
    return 0;
  } catch (reason) {
    return secondsToWait(reason);
  } finally {
    bundle.taking = null;
  }
}

/** Gives a point back that was counted in advance and turned out to be no misuse. */
export async function giveBackPoint(limit: Limit, key: string): Promise<void> {
  await limiterFor(limit).reward(key);
}

import "server-only";
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
    const wait = msBeforeNext(reason);
    if (wait === null) {
      throw reason;
    }
    return Math.max(1, Math.ceil(wait / 1000));
  }
}

/**
 * The library rejects with a plain result where no point is left. Told by its field: the limiters are shared by bundles that
 * each hold a class of their own, so `instanceof` would fail.
 */
function msBeforeNext(reason: unknown): number | null {
  const isResult = typeof reason === "object" && reason !== null && "msBeforeNext" in reason;
  return isResult && typeof reason.msBeforeNext === "number" ? reason.msBeforeNext : null;
}

/** Gives a point back that was counted in advance and turned out to be no misuse. */
export async function giveBackPoint(limit: Limit, key: string): Promise<void> {
  await limiterFor(limit).reward(key);
}

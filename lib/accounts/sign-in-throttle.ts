import "server-only";
import { and, eq, lte, sql } from "drizzle-orm";
import { database } from "../db/connection";
import { signInFailures } from "../db/schema";
import type { Caller } from "./caller";
import { addressGroup } from "./caller-address";
import { isKnownBrowser } from "./known-browsers";
import { giveBackPoint, type Limit, takePoint } from "./rate-limit";
import { keyedHash, newToken } from "./secrets";

/** Wrong passwords before waiting begins; then 1, 2, 4, 8 and from there on 10 seconds. */
const FREE_FAILURES = 3;
const LONGEST_WAIT_S = 10;
const FORGET_AFTER_MS = 15 * 60_000;

/** How long the longest wait is, and how long after the last failure the count begins anew. */
export interface Counting {
  longestWaitS: number;
  forgetAfterMs: number;
}
const PASSWORDS: Counting = { longestWaitS: LONGEST_WAIT_S, forgetAfterMs: FORGET_AFTER_MS };
/** So many tries for one name, from all addresses together, need no place in the waiting queue: more than one address alone comes to. */
const FREE_EVERYWHERE = { scope: "sign-in-everywhere", points: 100, seconds: 15 * 60 };
/** So many browsers may join the waiting queue for one name and address. */
const QUEUE_PLACES = { scope: "sign-in-queue", points: 10, seconds: 10 };
/** Where addresses are unknown the queue is everybody's, and nobody may fill it: as many as the limit for requests without a session lets in. */
const QUEUE_PLACES_UNKNOWN_ADDRESS = { scope: "sign-in-queue-all", points: 200, seconds: 10 };

export type Attempt =
  | { ok: true; succeeded: () => Promise<void> }
  /** `device` holds the caller's place in the waiting queue: it must come back with the next try. */
  | { ok: false; waitSeconds: number; device: string | null };

/**
 * Takes one try for a login name. Counted before the password is looked at, so that many at once can't slip through, and
 * given back by `succeeded`. Counters are for each name and address, but a browser that signed in to the account before
 * has one of its own: whoever else guesses can't slow it down. A stranger who is told to wait gets a place in the waiting queue:
 * however fast others guess from the same (or from an unknown) address, the next try after the wait goes through. Where
 * many addresses guess at one name, what is free at each of them is not: strangers wait before their first try, too.
 *
 * Names count as they were typed: if user name and e-mail of one account counted together, whoever tries both would see
 * that they are one account's.
 */
export async function takeAttempt(
  login: { key: string; accountId: string | null },
  caller: Caller,
): Promise<Attempt> {
  const { device } = caller;
  if (device && login.accountId && (await isKnownBrowser(device, login.accountId))) {
    const key = keyedHash("known-browser", login.accountId, device);
    const wait = await countTry(key);
    return wait === 0
      ? { ok: true, succeeded: () => forgetTries(key) }
      : { ok: false, waitSeconds: wait, device };
  }
  const stranger = strangerOf(login.key, caller);
  const place = device ? keyedHash("queued", login.key, device) : null;
  if (place && (await takePlace(place))) {
    return { ok: true, succeeded: () => forgetTries(stranger.pair) };
  }
  const wait = (await countTry(stranger.pair)) || (await countEverywhere(stranger));
  return wait === 0
    ? { ok: true, succeeded: () => giveBack(stranger) }
    : { ok: false, ...(await joinQueue(stranger, device, wait)) };
}

/** Where one stranger stands: for one name, at one address. */
interface Stranger {
  name: string;
  pair: string;
  /** Of the name, wherever it is tried; null where addresses are unknown, and `pair` is everybody's already. */
  everywhere: string | null;
  places: Limit;
}

function strangerOf(name: string, { address }: Caller): Stranger {
  return {
    name,
    pair: keyedHash("pair", name, address ? addressGroup(address) : ""),
    everywhere: address ? keyedHash("everywhere", name) : null,
    places: address ? QUEUE_PLACES : QUEUE_PLACES_UNKNOWN_ADDRESS,
  };
}

const countEverywhere = async ({ everywhere }: Stranger): Promise<number> =>
  everywhere && (await takePoint(FREE_EVERYWHERE, everywhere)) > 0 ? LONGEST_WAIT_S : 0;

async function giveBack({ pair, everywhere }: Stranger): Promise<void> {
  await forgetTries(pair);
  if (everywhere) {
    await giveBackPoint(FREE_EVERYWHERE, everywhere);
  }
}

/** One more failure, in one statement. Returns 0 where the try may go on, else the seconds until the next may. */
export async function countTry(key: string, pace: Counting = PASSWORDS): Promise<number> {
  const now = new Date();
  const at = sql`${now.toISOString()}::timestamptz`;
  const stale = sql`${signInFailures.lastFailedAt} < ${new Date(now.getTime() - pace.forgetAfterMs).toISOString()}::timestamptz`;
  const power = sql`least(${signInFailures.failures} + 1 - ${FREE_FAILURES}::int, 10)`;
  const taken = await database()
    .insert(signInFailures)
    .values({ key, failures: 1, lastFailedAt: now, notBefore: null })
    .onConflictDoUpdate({
      target: signInFailures.key,
      set: {
        failures: sql`case when ${stale} then 1 else least(${signInFailures.failures} + 1, 1000) end`,
        lastFailedAt: now,
        notBefore: sql`case when ${stale} or ${power} < 0 then null
          else ${at} + least(power(2, ${power}), ${pace.longestWaitS}::int) * interval '1 second' end`,
      },
      setWhere: sql`${signInFailures.notBefore} is null or ${signInFailures.notBefore} <= ${at}`,
    })
    .returning({ key: signInFailures.key });
  return taken.length > 0 ? 0 : secondsUntil(await notBeforeOf(key), now, pace.longestWaitS);
}

const secondsUntil = (at: Date | null, now: Date, longestWaitS = LONGEST_WAIT_S): number =>
  Math.min(longestWaitS, Math.max(1, Math.ceil(((at?.getTime() ?? 0) - now.getTime()) / 1000)));

async function notBeforeOf(key: string): Promise<Date | null> {
  const [row] = await database().select().from(signInFailures).where(eq(signInFailures.key, key));
  return row?.notBefore ?? null;
}

async function joinQueue(
  { name, pair, places }: Stranger,
  device: string | null,
  waitSeconds: number,
): Promise<{ waitSeconds: number; device: string | null }> {
  const now = new Date();
  if (device) {
    const mine = await notBeforeOf(keyedHash("queued", name, device));
    if (mine) {
      return { waitSeconds: secondsUntil(mine, now), device };
    }
  }
  if ((await takePoint(places, pair)) > 0) {
    return { waitSeconds, device };
  }
  const holder = device ?? newToken();
  await database()
    .insert(signInFailures)
    .values({
      key: keyedHash("queued", name, holder),
      failures: 0,
      lastFailedAt: now,
      notBefore: new Date(now.getTime() + waitSeconds * 1000),
    })
    .onConflictDoNothing();
  return { waitSeconds, device: holder };
}

/** A place in the waiting queue is good for one try. */
async function takePlace(key: string): Promise<boolean> {
  const used = await database()
    .delete(signInFailures)
    .where(and(eq(signInFailures.key, key), lte(signInFailures.notBefore, new Date())))
    .returning({ key: signInFailures.key });
  return used.length > 0;
}

export async function forgetTries(key: string): Promise<void> {
  await database().delete(signInFailures).where(eq(signInFailures.key, key));
}

import "server-only";
import { and, eq, lte, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { signInFailures } from "../../db/sign-in-schema";
import type { Caller } from "../caller";
import { addressGroup, networkOf } from "../caller-address";
import { type Limit, takePoint } from "../rate-limit";
import { keyedHash, newToken } from "../secrets";
import {
  type AttemptBudget,
  bookAttempt,
  giveAttemptBack,
  noteBooking,
  redeemBooking,
  takeAttemptFrom,
} from "./attempt-budget";
import { isKnownBrowser } from "./known-browsers";

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
/** So many browsers may join the waiting queue for one name and address. */
const QUEUE_PLACES = { scope: "sign-in-queue", points: 10, seconds: 10 };
/** Where addresses are unknown the queue is everybody's, and nobody may fill it: as many as the limit for requests without a session lets in. */
const QUEUE_PLACES_UNKNOWN_ADDRESS = { scope: "sign-in-queue-all", points: 200, seconds: 10 };
/** What strangers may guess at one name, wherever they are: one address alone, which waits ten seconds each, never spends it. */
const EACH_NAME = { attempts: 100, everyMs: 10_000 };
/** What one network may guess at all names together. */
const EACH_NETWORK = { attempts: 200, everyMs: 10_000 };

export type Attempt =
  | { ok: true; succeeded: () => Promise<void> }
  /** `device` holds the caller's place in the waiting queue: it must come back with the next try. */
  | { ok: false; reason?: "guessed-at"; waitSeconds: number; device: string | null };

/**
 * Takes one attempt for a login name. Counted before the password is looked at, so that many at once can't slip through, and
 * given back by `succeeded`. A browser that signed in to the account before, or has just set its password by a link, has a
 * counter of its own: whoever else guesses can't slow it down. All others are strangers:
 *
 * - Each address waits for itself, up to ten seconds. Who is told to wait gets a place in the waiting queue: however fast
 *   others guess from the same (or from an unknown) address, the next attempt after the wait is not held up by them.
 * - Then the budgets of the account and of the network must have an attempt left. Where one has none, the stranger books the
 *   next one that will be free.
 *
 * The budget is the account's where the name belongs to one: user name and e-mail share it. The waits of an address are
 * those of the name as it was typed.
 */
export async function takeAttempt(
  login: { key: string; accountId: string | null },
  caller: Caller,
): Promise<Attempt> {
  const { device } = caller;
  if (device && login.accountId && (await isTrustedBrowser(device, login.accountId))) {
    const key = keyedHash("known-browser", login.accountId, device);
    const wait = await countAttempt(key);
    return wait === 0
      ? { ok: true, succeeded: () => forgetAttempts(key) }
      : { ok: false, waitSeconds: wait, device };
  }
  const stranger = strangerOf(login, caller);
  const booked = device ? await redeemBooking(bookingKey(stranger, device)) : null;
  if (booked === "used") {
    return { ok: true, succeeded: () => forgetAttempts(stranger.pair) };
  }
  if (booked) {
    return { ok: false, reason: "guessed-at", waitSeconds: secondsUntil(booked, new Date()), device };
  }
  const place = device ? keyedHash("queued", login.key, device) : null;
  const wait = place && (await takePlace(place)) ? 0 : await countAttempt(stranger.pair);
  return wait === 0
    ? drawOnBudgets(stranger, device)
    : { ok: false, ...(await joinQueue(stranger, device, wait)) };
}

/** Whether this browser was in the account before, or its owner has just set the password in it by a link. */
export const isTrustedBrowser = async (device: string, accountId: string): Promise<boolean> =>
  (await isKnownBrowser(device, accountId)) || hasReset(device, accountId);

const resetKey = (device: string, accountId: string) => keyedHash("reset", accountId, device);
const RESET_GOOD_MS = 3_600_000;

/** Whoever read the account's mail is no stranger in this browser for an hour; its second factor is asked for as ever. */
export async function noteReset(device: string, accountId: string): Promise<void> {
  const now = new Date();
  const until = new Date(now.getTime() + RESET_GOOD_MS);
  await database()
    .insert(signInFailures)
    .values({ key: resetKey(device, accountId), failures: 0, lastFailedAt: now, notBefore: until })
    .onConflictDoUpdate({ target: signInFailures.key, set: { lastFailedAt: now, notBefore: until } });
}

const hasReset = async (device: string, accountId: string): Promise<boolean> =>
  ((await notBeforeOf(resetKey(device, accountId)))?.getTime() ?? 0) > Date.now();

/** Where one stranger stands: for one name, at one address. */
interface Stranger {
  name: string;
  pair: string;
  places: Limit;
  budgets: AttemptBudget[];
}

function strangerOf(login: { key: string; accountId: string | null }, { address }: Caller): Stranger {
  const name = login.key;
  const counted = login.accountId ?? name;
  const network = address ? networkOf(address) : "";
  const ofName = {
    ...EACH_NAME,
    key: keyedHash("name", counted),
    place: keyedHash("name", counted, "place", network),
  };
  const ofNetwork = {
    ...EACH_NETWORK,
    key: keyedHash("network", network),
    place: keyedHash("network", network, "place", address ? addressGroup(address) : ""),
  };
  return {
    name,
    pair: keyedHash("pair", name, address ? addressGroup(address) : ""),
    places: address ? QUEUE_PLACES : QUEUE_PLACES_UNKNOWN_ADDRESS,
    // Where addresses are unknown the whole world is one network: its budget would keep everybody waiting.
    budgets: address ? [ofName, ofNetwork] : [ofName],
  };
}

async function drawOnBudgets(stranger: Stranger, device: string | null): Promise<Attempt> {
  const drawn = await Promise.all(
    stranger.budgets.map(async (budget) => ({ budget, taken: await takeAttemptFrom(budget) })),
  );
  const taken = drawn.filter((one) => one.taken).map(({ budget }) => budget);
  const giveBack = () => Promise.all(taken.map(giveAttemptBack));
  if (taken.length === drawn.length) {
    const succeeded = async () => {
      await forgetAttempts(stranger.pair);
      await giveBack();
    };
    return { ok: true, succeeded };
  }
  const spent = drawn.filter((one) => !one.taken).map(({ budget }) => budget);
  const bookings = await Promise.all(spent.map(bookAttempt));
  const at = new Date(Math.max(...bookings.map((booking) => booking.at.getTime())));
  const waitSeconds = secondsUntil(at, new Date());
  // What was taken of the other budget stays taken for whoever comes back with the booking.
  if (!bookings.every(({ booked }) => booked)) {
    await giveBack();
    return { ok: false, reason: "guessed-at", waitSeconds, device };
  }
  const holder = device ?? newToken();
  await noteBooking(bookingKey(stranger, holder), at);
  return { ok: false, reason: "guessed-at", waitSeconds, device: holder };
}

const bookingKey = ({ name }: Stranger, device: string) => keyedHash("booked", name, device);

/** One more failure, in one statement. Returns 0 where the try may go on, else the seconds until the next may. */
export async function countAttempt(key: string, pace: Counting = PASSWORDS): Promise<number> {
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
  return taken.length > 0 ? 0 : Math.min(pace.longestWaitS, secondsUntil(await notBeforeOf(key), now));
}

const secondsUntil = (at: Date | null, now: Date): number =>
  Math.max(1, Math.ceil(((at?.getTime() ?? 0) - now.getTime()) / 1000));

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
      return { waitSeconds: Math.min(LONGEST_WAIT_S, secondsUntil(mine, now)), device };
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

export async function forgetAttempts(key: string): Promise<void> {
  await database().delete(signInFailures).where(eq(signInFailures.key, key));
}

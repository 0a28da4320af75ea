import "server-only";
import { and, eq, lte, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { signInFailures } from "../../db/sign-in-schema";

/**
 * A number of attempts at once, and one more each `everyMs`. One row for all instances tells when the budget will be full
 * again.
 */
export interface AttemptBudget {
  key: string;
  attempts: number;
  everyMs: number;
  /** Where the caller comes from: one of each place may book ahead. */
  place: string;
}

/** How long a booking may go unused, so that nobody saves up many. */
const BOOKING_GOOD_MS = 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;

const fullAgain = (now: Date, everyMs: number) =>
  sql`greatest(${signInFailures.notBefore}, ${now.toISOString()}::timestamptz) + ${everyMs}::int * interval '1 millisecond'`;

/** Takes one attempt. False where none is left now. */
export async function takeAttemptFrom({ key, attempts, everyMs }: AttemptBudget): Promise<boolean> {
  const now = new Date();
  const next = fullAgain(now, everyMs);
  const most = new Date(now.getTime() + attempts * everyMs).toISOString();
  const taken = await database()
    .insert(signInFailures)
    .values({ key, failures: 0, lastFailedAt: now, notBefore: new Date(now.getTime() + everyMs) })
    .onConflictDoUpdate({
      target: signInFailures.key,
      set: { lastFailedAt: now, notBefore: next },
      setWhere: sql`${next} <= ${most}::timestamptz`,
    })
    .returning({ key: signInFailures.key });
  return taken.length > 0;
}

/** The attempt turned out to be no guess. */
export async function giveAttemptBack({ key, everyMs }: AttemptBudget): Promise<void> {
  await database()
    .update(signInFailures)
    .set({ notBefore: sql`${signInFailures.notBefore} - ${everyMs}::int * interval '1 millisecond'` })
    .where(eq(signInFailures.key, key));
}

/**
 * Books the next attempt that will be free. Returns when that is; `booked` is false where somebody of the same place has
 * booked already, or too many have.
 */
export async function bookAttempt(budget: AttemptBudget): Promise<{ at: Date; booked: boolean }> {
  const now = new Date();
  const { everyMs, attempts } = budget;
  const occupied = await occupyPlace(budget, now);
  if (occupied) {
    return { at: occupied, booked: false };
  }
  const [row] = await database()
    .update(signInFailures)
    .set({ lastFailedAt: now, notBefore: fullAgain(now, everyMs) })
    .where(eq(signInFailures.key, budget.key))
    .returning({ notBefore: signInFailures.notBefore });
  const free = (row?.notBefore?.getTime() ?? 0) - attempts * everyMs;
  const at = new Date(Math.max(now.getTime() + 1, free));
  if (at.getTime() - now.getTime() > LONGEST_WAIT_MS) {
    await giveAttemptBack(budget);
    return { at: new Date(now.getTime() + LONGEST_WAIT_MS), booked: false };
  }
  await database().update(signInFailures).set({ notBefore: at }).where(eq(signInFailures.key, budget.place));
  return { at, booked: true };
}

/** Null where the place was free and is ours now; else when its booking comes due. */
async function occupyPlace({ place, everyMs }: AttemptBudget, now: Date): Promise<Date | null> {
  const until = new Date(now.getTime() + everyMs);
  const mine = await database()
    .insert(signInFailures)
    .values({ key: place, failures: 0, lastFailedAt: now, notBefore: until })
    .onConflictDoUpdate({
      target: signInFailures.key,
      set: { lastFailedAt: now, notBefore: until },
      setWhere: lte(signInFailures.notBefore, now),
    })
    .returning({ key: signInFailures.key });
  if (mine.length > 0) {
    return null;
  }
  const [row] = await database().select().from(signInFailures).where(eq(signInFailures.key, place));
  return row?.notBefore ?? until;
}

/** Keeps whose booking it is: `key` names them. */
export async function noteBooking(key: string, at: Date): Promise<void> {
  await database()
    .insert(signInFailures)
    .values({ key, failures: 0, lastFailedAt: new Date(), notBefore: at })
    .onConflictDoUpdate({ target: signInFailures.key, set: { notBefore: at } });
}

/** Uses a booking up where it is due; else when it will be. Null where there is none, or nobody came for it in time. */
export async function redeemBooking(key: string): Promise<"used" | Date | null> {
  const now = new Date();
  const [due] = await database()
    .delete(signInFailures)
    .where(and(eq(signInFailures.key, key), lte(signInFailures.notBefore, now)))
    .returning({ at: signInFailures.notBefore });
  if (due) {
    return now.getTime() - (due.at?.getTime() ?? 0) <= BOOKING_GOOD_MS ? "used" : null;
  }
  const [row] = await database().select().from(signInFailures).where(eq(signInFailures.key, key));
  return row?.notBefore ?? null;
}

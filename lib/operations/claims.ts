import "server-only";
import { and, asc, eq, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import { log } from "../log";
import { instanceId } from "./instance";
import type { OperationRow, ProbeNotes } from "./operation-row";

/**
 * How long a claim holds without being renewed: what a killed instance leaves is taken over after this. Losing one to a
 * pause of the process does no harm: what wasn't sent can't be sent any more, and what was is only looked at.
 */
export const CLAIM_MS = 8_000;
const RENEW_MS = 2_500;
const CLAIM_AT_ONCE = 50;

/** The database's clock, so that instances need not agree on theirs. */
export const inMs = (ms: number): SQL<Date> => sql`now() + ${ms} * interval '1 millisecond'`;

const mine = (id: string) =>
  and(
    eq(operations.id, id),
    inArray(operations.outcome, ["open", "checking"]),
    eq(operations.claimedBy, instanceId()),
  );

/** Takes going operations that nobody holds; what another instance is just taking is left to it. */
export async function claimFree(): Promise<OperationRow[]> {
  const free = database()
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        inArray(operations.outcome, ["open", "checking"]),
        isNull(operations.heldAt),
        or(isNull(operations.claimedUntil), lt(operations.claimedUntil, sql`now()`)),
      ),
    )
    .orderBy(asc(operations.startedAt))
    .limit(CLAIM_AT_ONCE)
    .for("update", { skipLocked: true });
  return database()
    .update(operations)
    .set({ claimedBy: instanceId(), claimedUntil: inMs(CLAIM_MS) })
    .where(inArray(operations.id, free))
    .returning();
}

/** Null: it ended, or another instance holds it. `now` is the database's. */
export async function renewClaim(
  id: string,
  notes?: ProbeNotes,
): Promise<{ row: OperationRow; now: Date } | null> {
  const [row] = await database()
    .update(operations)
    .set({ claimedUntil: inMs(CLAIM_MS), ...(notes ? { probe: notes } : {}) })
    .where(mine(id))
    .returning();
  // The claim's end was reckoned by the database's clock, from its own now.
  return row?.claimedUntil ? { row, now: new Date(row.claimedUntil.getTime() - CLAIM_MS) } : null;
}

/** Keeps what a probe has seen, at once; true where the claim still holds. */
export async function keepNotes(id: string, notes: ProbeNotes): Promise<boolean> {
  const kept = await database().update(operations).set({ probe: notes }).where(mine(id)).returning();
  return kept.length > 0;
}

/** Gives it up at once, so that another instance need not wait. */
export async function releaseClaims(ids: string[]): Promise<void> {
  if (ids.length > 0) {
    await database()
      .update(operations)
      .set({ claimedBy: null, claimedUntil: null })
      .where(and(inArray(operations.id, ids), eq(operations.claimedBy, instanceId())));
  }
}

/** Renews while a command is on its way or its end is waited for, until the returned function is called. */
export function keepClaim(id: string): () => void {
  const timer = setInterval(() => {
    renewClaim(id).catch((err) => log.warn({ err, operation: id }, "a claim could not be renewed"));
  }, RENEW_MS);
  return () => clearInterval(timer);
}

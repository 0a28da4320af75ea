import "server-only";
import { and, asc, eq, inArray, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { database } from "../db/connection";
import { operations } from "../db/schema";
import { every } from "../every";
import { instanceId } from "./instance";
import type { OperationRow, VerificationNotes } from "./operation-row";

/**
 * How long a lease holds without being renewed; then another instance takes over. A paused process that loses its lease
 * does no harm: it can't send any more, and what was sent is only read.
 */
export const LEASE_MS = 8_000;
const RENEW_MS = 2_500;
const CLAIM_AT_ONCE = 50;

/** By the database's clock: those of instances may differ. */
export const inMs = (ms: number): SQL<Date> => sql`now() + ${ms} * interval '1 millisecond'`;

/** What no instance works on any more. */
export const RELEASED = { claimedBy: null, claimedUntil: null };

type Leasable = PgTable & Record<"id" | "endedAt" | "claimedBy" | "claimedUntil", PgColumn>;

/** Rows of this table that this instance works on, and whose lease still holds. */
export const heldIn = (table: Leasable, id: string) =>
  and(
    eq(table.id, id),
    isNull(table.endedAt),
    eq(table.claimedBy, instanceId()),
    sql`${table.claimedUntil} > now()`,
  );

/** While it is worked on. False: another instance may hold it by now, and nothing more may be asked for. */
export async function renewIn(table: Leasable, id: string): Promise<boolean> {
  const { rowCount } = await database().execute(
    sql`update ${table} set claimed_until = ${inMs(LEASE_MS)} where ${heldIn(table, id)}`,
  );
  return rowCount === 1;
}

const mine = (id: string) =>
  and(
    eq(operations.id, id),
    inArray(operations.outcome, ["open", "checking"]),
    eq(operations.claimedBy, instanceId()),
  );

/** Claims operations in progress that nobody holds, and skips those that another instance is claiming right now. */
export async function leaseFree(): Promise<OperationRow[]> {
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
    .set({ claimedBy: instanceId(), claimedUntil: inMs(LEASE_MS) })
    .where(inArray(operations.id, free))
    .returning();
}

/** Null where it ended or another instance holds it. `now` is the database's time. */
export async function renewLease(
  id: string,
  notes?: VerificationNotes,
): Promise<{ row: OperationRow; now: Date } | null> {
  const [row] = await database()
    .update(operations)
    .set({ claimedUntil: inMs(LEASE_MS), ...(notes ? { notes } : {}) })
    .where(mine(id))
    .returning();
  // The end of the lease is a time of the database's clock.
  return row?.claimedUntil ? { row, now: new Date(row.claimedUntil.getTime() - LEASE_MS) } : null;
}

/** Saves a verification's notes at once. True where the lease still holds. */
export async function keepNotes(id: string, notes: VerificationNotes): Promise<boolean> {
  const kept = await database().update(operations).set({ notes }).where(mine(id)).returning();
  return kept.length > 0;
}

/** Releases a lease, so that another instance need not wait for its end. */
export async function releaseLeases(ids: string[]): Promise<void> {
  if (ids.length > 0) {
    await database()
      .update(operations)
      .set(RELEASED)
      .where(and(inArray(operations.id, ids), eq(operations.claimedBy, instanceId())));
  }
}

/** Renews a lease until the returned function is called. */
export const keepLease = (id: string): (() => void) =>
  every(RENEW_MS, "a lease could not be renewed", () => renewLease(id)).stop;

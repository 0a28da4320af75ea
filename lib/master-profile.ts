import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/connection";
import { masterMinutes, masterProfile } from "@/lib/db/master-schema";
import { publish } from "@/lib/db/notify";
import type { LearntFacts } from "@/lib/rstack/retrying-caller";
import { log } from "./log";
import type { CallSummary } from "./master-call-log";
import { outsideRequest } from "./request-context";

/** A list that was seen to look at `vmid` is believed for so long without another look. */
const FILTER_HOLDS_MS = 3 * 3_600_000;

/** What the panel learnt of how the master answers. */
export async function readLearnt(db: Database): Promise<LearntFacts> {
  const [row] = await db.select().from(masterProfile).where(eq(masterProfile.id, "master"));
  const isFresh = row?.hostFiltersAt != null && Date.now() - row.hostFiltersAt.getTime() < FILTER_HOLDS_MS;
  return {
    utcOffsetMinutes: row?.utcOffsetMinutes ?? null,
    hostFilters: new Set(isFresh && Array.isArray(row.hostFilters) ? row.hostFilters : []),
  };
}

/** Writes a summary into the rows that all instances share, and tells them when the master went silent or came back. */
export async function writeSummary(db: Database, instance: string, summary: CallSummary): Promise<void> {
  const changed = await db.transaction(async (tx) => {
    for (const [minute, counts] of summary.minutes) {
      await tx
        .insert(masterMinutes)
        .values({ minute: new Date(minute), instance, ...counts })
        .onConflictDoUpdate({
          target: [masterMinutes.minute, masterMinutes.instance],
          set: {
            calls: sql`${masterMinutes.calls} + excluded.calls`,
            refused: sql`${masterMinutes.refused} + excluded.refused`,
            failed: sql`${masterMinutes.failed} + excluded.failed`,
            totalMs: sql`${masterMinutes.totalMs} + excluded.total_ms`,
            slowestMs: sql`greatest(${masterMinutes.slowestMs}, excluded.slowest_ms)`,
          },
        });
    }
    await tx.insert(masterProfile).values({ id: "master" }).onConflictDoNothing();
    const [before] = await tx
      .select({ downSince: masterProfile.downSince, lastAnswerAt: masterProfile.lastAnswerAt })
      .from(masterProfile)
      .where(eq(masterProfile.id, "master"))
      .for("update");
    const downSince = newDownSince(before ?? { downSince: null, lastAnswerAt: null }, summary);
    const { lastAnswerAt, lastFault, clockSkew } = summary;
    await tx
      .update(masterProfile)
      .set({
        downSince,
        ...(lastAnswerAt !== null && { lastAnswerAt: new Date(lastAnswerAt) }),
        ...(lastFault !== null && {
          lastFault: { ...lastFault.fault, action: lastFault.action, vmId: lastFault.vmId },
          lastFaultAt: new Date(lastFault.at),
        }),
        ...(clockSkew !== null && {
          clockSkewMs: clampToInteger(clockSkew.ms),
          clockSkewAt: new Date(clockSkew.at),
        }),
      })
      .where(eq(masterProfile.id, "master"));
    if (downSince?.getTime() !== before?.downSince?.getTime()) {
      await publish(tx, { type: "master" });
    }
    return { before: before?.downSince ?? null, after: downSince };
  });
  outsideRequest(() => sayChange(changed, summary));
}

/** By the instance that noted the change, so once for all of them. */
function sayChange(
  { before, after }: { before: Date | null; after: Date | null },
  { lastFault }: CallSummary,
): void {
  if (after && !before) {
    const fault = lastFault && {
      kind: lastFault.fault.kind,
      ...("cause" in lastFault.fault ? { cause: lastFault.fault.cause } : {}),
    };
    log.warn({ since: after.toISOString(), action: lastFault?.action, ...fault }, "the master is silent");
  } else if (before && !after) {
    log.info({ since: before.toISOString() }, "the master answers again");
  }
}

/** Another instance's answer after our first fault counts as well: then it isn't the master that is silent. */
function newDownSince(
  before: { downSince: Date | null; lastAnswerAt: Date | null },
  summary: CallSummary,
): Date | null {
  if (summary.downSince !== null) {
    const answeredSince = before.lastAnswerAt !== null && before.lastAnswerAt.getTime() > summary.downSince;
    return answeredSince ? before.downSince : (before.downSince ?? new Date(summary.downSince));
  }
  return summary.lastAnswerAt !== null ? null : before.downSince;
}

/** A clock that is off by more than 24 days fills the column; the exact figure doesn't matter any more. */
const clampToInteger = (ms: number): number => Math.max(-2_147_483_648, Math.min(2_147_483_647, ms));

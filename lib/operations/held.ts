import "server-only";
import { and, count, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { database } from "../db/connection";
import { publish } from "../db/notify";
import { schedules } from "../db/schedule-schema";
import { operations } from "../db/schema";

type Schedule = typeof schedules.$inferSelect;

// Staff can stop waiting for one before: then it is over.
const waiting = and(isNotNull(operations.heldAt), inArray(operations.outcome, ["open", "checking"]));
const ofBackup = and(isNull(schedules.endedAt), eq(schedules.pauseCause, "restored"));

/** How many operations and schedules of a restored backup wait for staff. */
export async function countHeld(): Promise<number> {
  const [held, paused] = await Promise.all([
    database().select({ n: count() }).from(operations).where(waiting),
    database().select({ n: count() }).from(schedules).where(ofBackup),
  ]);
  return (held[0]?.n ?? 0) + (paused[0]?.n ?? 0);
}

/**
 * Has them followed like all others, and schedules due again at what `nextOf` says: what the original did after the backup
 * isn't done once more. Nothing is sent again. Returns how many there were.
 */
export async function resumeHeld(nextOf: (schedule: Schedule) => Date): Promise<number> {
  return database().transaction(async (tx) => {
    const rows = await tx
      .update(operations)
      .set({ heldAt: null })
      .where(isNotNull(operations.heldAt))
      .returning({ operationId: operations.id, vmId: operations.vmId });
    await publish(tx, ...rows.map((row) => ({ type: "operation", ...row }) as const));
    const paused = await tx.select().from(schedules).where(ofBackup).for("update");
    for (const schedule of paused) {
      await tx
        .update(schedules)
        .set({ pausedAt: null, pauseCause: null, nextAt: nextOf(schedule) })
        .where(eq(schedules.id, schedule.id));
    }
    return rows.length + paused.length;
  });
}

import "server-only";
import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { consoles } from "@/lib/db/host-schema";
import type { EndCause } from "./end-cause";

export type ConsoleRow = typeof consoles.$inferSelect;

export type ConsoleEndReason = "by-person" | "not-opened" | "replaced" | "given-up" | EndCause;

/** Before anything is sent, so that an open console is known of whatever becomes of this process. */
export async function noteConsole(of: {
  tenancyId: string;
  vmId: string;
  sessionId: string;
  viewId: string | null;
  guestRightId: string | null;
}): Promise<ConsoleRow> {
  const [row] = await database().insert(consoles).values(of).returning();
  if (!row) {
    throw new Error("the row of a console was not returned");
  }
  return row;
}

export async function noteExpiry(id: string, expiresAt: Date | null): Promise<void> {
  await database().update(consoles).set({ expiresAt }).where(eq(consoles.id, id));
}

export async function noteEnded(id: string, endReason: ConsoleEndReason): Promise<void> {
  await database()
    .update(consoles)
    .set({ endedAt: new Date(), endReason })
    .where(and(eq(consoles.id, id), isNull(consoles.endedAt)));
}

/** A host has one console: who ends it ends it for all who opened it. */
export async function noteAllEnded(tenancyId: string): Promise<void> {
  await database()
    .update(consoles)
    .set({ endedAt: new Date(), endReason: "by-person" satisfies ConsoleEndReason })
    .where(and(eq(consoles.tenancyId, tenancyId), isNull(consoles.endedAt)));
}

/** A newer one took its place: ending that would take it from whoever works in it. */
export async function hasNewer(row: ConsoleRow): Promise<boolean> {
  const [newer] = await database()
    .select({ id: consoles.id })
    .from(consoles)
    .where(
      and(
        eq(consoles.vmId, row.vmId),
        // Compared by the database: its microseconds are lost on the way here.
        sql`${consoles.openedAt} > (select mine.opened_at from ${consoles} mine where mine.id = ${row.id})`,
        or(isNull(consoles.endedAt), isNotNull(consoles.expiresAt)),
      ),
    )
    .limit(1);
  return newer !== undefined;
}

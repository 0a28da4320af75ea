import "server-only";
import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { config } from "../../config";
import { database } from "../../db/connection";
import { publish } from "../../db/notify";
import { views } from "../../db/staff-schema";
import { recordNotification } from "../../notifications/record";
import type { UserId } from "../../rstack/ids";
import type { View, Viewer } from "./viewer";

/** The longest time for which staff may look through a customer's eyes without asking anew. */
export const VIEW_MINUTES = 60;

/**
 * Staff begin to look through a customer's eyes, read-only. False where the session looks already, or is no staff's:
 * views are never nested. The caller has made sure that the customer is no staff of RStack's.
 */
export async function startView(
  staff: Viewer,
  of: { userId: UserId; customerName: string; reason: string; minutes?: number },
): Promise<boolean> {
  if (staff.role === "customer" || staff.view !== null) {
    return false;
  }
  const minutes = Math.min(VIEW_MINUTES, Math.max(1, of.minutes ?? VIEW_MINUTES));
  const now = new Date();
  const [row] = await database()
    .insert(views)
    .values({
      sessionId: staff.sessionId,
      staffAccountId: staff.accountId,
      staffName: staff.displayName,
      staffRole: staff.role,
      userId: of.userId,
      customerName: of.customerName,
      reason: of.reason,
      startedAt: now,
      until: new Date(now.getTime() + minutes * 60_000),
    })
    .onConflictDoNothing()
    .returning({ id: views.id });
  await publish(database(), { type: "session", sessionId: staff.sessionId });
  if (row) {
    const by = config().supportNameShown ? staff.displayName : null;
    await recordNotification(
      { userId: of.userId },
      { kind: "support-viewed", key: `view ${row.id}`, data: { by } },
    );
  }
  return row !== undefined;
}

/** Ends the session's view, also one whose time is up. Returns whose eyes it were; null where there was none. */
export async function endView(sessionId: string): Promise<UserId | null> {
  const [row] = await database()
    .update(views)
    .set({ endedAt: new Date() })
    .where(and(eq(views.sessionId, sessionId), isNull(views.endedAt)))
    .returning({ userId: views.userId });
  await publish(database(), { type: "session", sessionId });
  return (row?.userId as UserId | undefined) ?? null;
}

/** Whose view it is, and of whom; null where there is no such view. */
export async function readView(id: string): Promise<{ staffName: string; userId: string } | null> {
  const [row] = await database()
    .select({ staffName: views.staffName, userId: views.userId })
    .from(views)
    .where(eq(views.id, id));
  return row ?? null;
}

/**
 * Its time is up now, whoever's it is: what is on their screen sees nothing any more. They get their own rights back by
 * ending it themselves, as after an hour. False where it was over.
 */
export async function stopView(id: string): Promise<boolean> {
  const now = new Date();
  const [row] = await database()
    .update(views)
    .set({ until: now })
    .where(and(eq(views.id, id), isNull(views.endedAt), gt(views.until, now)))
    .returning({ sessionId: views.sessionId });
  if (row) {
    await publish(database(), { type: "session", sessionId: row.sessionId });
  }
  return row !== undefined;
}

/** From now on the view may change things. The caller has asked for the password or second factor, and for the right. */
export async function allowChanges(view: Pick<View, "id">, sessionId: string): Promise<boolean> {
  const rows = await database()
    .update(views)
    .set({ changesAt: new Date() })
    .where(and(eq(views.id, view.id), eq(views.sessionId, sessionId), isNull(views.endedAt)))
    .returning({ id: views.id });
  return rows.length > 0;
}

export interface PastView {
  id: string;
  staffName: string;
  reason: string;
  startedAt: Date;
  endedAt: Date | null;
  changesAllowed: boolean;
}

/** Who looked through this customer's eyes, the newest first; not of those who had the number before. */
export async function listViewsOf(userId: UserId, limit: number): Promise<PastView[]> {
  const rows = await database()
    .select()
    .from(views)
    .where(and(eq(views.userId, userId), isNull(views.retiredAt)))
    .orderBy(desc(views.startedAt))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    staffName: row.staffName,
    reason: row.reason,
    startedAt: row.startedAt,
    endedAt: row.endedAt ?? (row.until.getTime() <= Date.now() ? row.until : null),
    changesAllowed: row.changesAt !== null,
  }));
}

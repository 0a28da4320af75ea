import "server-only";
import { and, eq, isNull, ne } from "drizzle-orm";
import { type Database, database, type Transaction } from "../../db/connection";
import { publish } from "../../db/notify";
import { sessions } from "../../db/schema";
import { endTokensWith } from "../tokens/end-tokens";

export type SessionEndReason =
  | "signed-out"
  | "password-changed"
  | "disabled"
  | "rstack-status"
  | "second-factor"
  /** The OpenID provider takes its word back, or it can't be had for too long. */
  | "provider"
  | "by-staff";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ends one session; false where it had ended before. */
export async function endSession(sessionId: string, reason: SessionEndReason): Promise<boolean> {
  const ended = await database()
    .update(sessions)
    .set({ endedAt: new Date(), endReason: reason })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  for (const { id } of ended) {
    await publish(database(), { type: "session", sessionId: id });
  }
  return ended.length > 0;
}

/** Ends one session of this account; false where it is none of theirs, or over. */
export async function endOwnSession(accountId: string, sessionId: string): Promise<boolean> {
  const [own] = UUID.test(sessionId)
    ? await database()
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(eq(sessions.id, sessionId), eq(sessions.accountId, accountId)))
    : [];
  return own ? endSession(own.id, "signed-out") : false;
}

/**
 * Ends every session of an account, but for `except`, and its tokens where it isn't merely signed out. Whoever switched to
 * it, where it is a linked account, is themselves again. Returns how many sessions.
 */
export async function endSessionsOf(
  accountId: string,
  options: { reason: SessionEndReason; except?: string },
  db: Database | Transaction = database(),
): Promise<number> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: new Date(), endReason: options.reason })
    .where(
      and(
        eq(sessions.accountId, accountId),
        isNull(sessions.endedAt),
        options.except ? ne(sessions.id, options.except) : undefined,
      ),
    )
    .returning({ id: sessions.id });
  const left = await db
    .update(sessions)
    .set({ actingAs: null })
    .where(eq(sessions.actingAs, accountId))
    .returning({ id: sessions.id });
  for (const { id } of [...ended, ...left]) {
    await publish(db, { type: "session", sessionId: id });
  }
  await endTokensWith(accountId, options.reason, db);
  return ended.length;
}

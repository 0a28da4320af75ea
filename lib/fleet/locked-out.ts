import "server-only";
import { and, asc, count, eq, isNull, ne } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";

export interface LockedOutAccount {
  id: string;
  username: string;
  userId: string | null;
  /** What the master last said; message keys of `connection.lockedOut.reason`. */
  reason: "unconfirmed" | "disabled" | "missing" | "ambiguous" | "administrator";
  /** ISO 8601, UTC; null before it said anything. */
  since: string | null;
}

/** Rows shown; the rest is a number. */
const SHOWN = 50;

/** Customers whom the panel would let in and the master's word keeps out, by name. Throws when the database doesn't answer. */
export async function lockedOutAccounts(): Promise<{ accounts: LockedOutAccount[]; total: number }> {
  const kept = and(
    eq(accounts.role, "customer"),
    ne(accounts.rstackStatus, "active"),
    isNull(accounts.disabledAt),
  );
  const [rows, [counted]] = await Promise.all([
    database().select().from(accounts).where(kept).orderBy(asc(accounts.usernameKey)).limit(SHOWN),
    database().select({ total: count() }).from(accounts).where(kept),
  ]);
  const shown = rows.flatMap(({ id, username, userId, rstackStatus: reason, rstackStatusAt }) =>
    reason === "active"
      ? []
      : [{ id, username, userId, reason, since: rstackStatusAt?.toISOString() ?? null }],
  );
  return { accounts: shown, total: counted?.total ?? 0 };
}

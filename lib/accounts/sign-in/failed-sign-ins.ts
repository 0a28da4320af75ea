import "server-only";
import { and, eq, gt, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { failedSignIns } from "../../db/sign-in-schema";
import { log } from "../../log";
import type { Caller } from "../caller";

/**
 * Counts a wrong password or code of an account. Nothing waits for it: the answer for an account must take no longer than
 * the one for a name that nobody has. Never throws.
 */
export function noteFailedSignIn(accountId: string, { address }: Pick<Caller, "address">): void {
  const now = new Date();
  const row = { accountId, day: now.toISOString().slice(0, 10), lastAt: now, lastAddress: address };
  database()
    .insert(failedSignIns)
    .values({ ...row, failures: 1 })
    .onConflictDoUpdate({
      target: [failedSignIns.accountId, failedSignIns.day],
      set: { failures: sql`${failedSignIns.failures} + 1`, lastAt: now, lastAddress: address },
    })
    .catch((err) => log.warn({ err, accountId }, "a failed sign-in was not counted"));
}

export interface FailedSignIns {
  count: number;
  /** ISO 8601, of the newest one. */
  lastAt: string;
  lastAddress: string | null;
}

/** The failed ones of an account after `since`, to the day, in one; null where there were none. */
export async function failedSignInsOf(accountId: string, since: Date): Promise<FailedSignIns | null> {
  const rows = await database()
    .select()
    .from(failedSignIns)
    .where(and(eq(failedSignIns.accountId, accountId), gt(failedSignIns.lastAt, since)))
    .orderBy(failedSignIns.day);
  const last = rows.at(-1);
  return last
    ? {
        count: rows.reduce((sum, { failures }) => sum + failures, 0),
        lastAt: last.lastAt.toISOString(),
        lastAddress: last.lastAddress,
      }
    : null;
}

import "server-only";
import { eq } from "drizzle-orm";
import { database, type Transaction } from "../db/connection";
import { accounts } from "../db/schema";
import type { UserId } from "../rstack/ids";
import { endLinksOf } from "./links/links";
import { passwordToRstack } from "./own-profile";
import { giveBackPoint, takePoint } from "./rate-limit";
import { endPendingEntriesOf } from "./second-factor/pending-entry";
import { tellOwner } from "./security-mail";
import { endSessionsOf } from "./sessions/end-sessions";
import { type PasswordFault, passwordFault } from "./sign-in/password-rules";
import { hashPassword, verifyPassword } from "./sign-in/passwords";

/** Counts wrong ones only, so that a stolen session is no way to guess the password. */
const TRIES = { scope: "own-password", points: 5, seconds: 300 };

export type PasswordChange =
  | { ok: true; note?: "rstack-unconfirmed" }
  | { ok: false; code: "refused" | "master-down" }
  | { ok: false; code: "too-many"; waitSeconds: number }
  | { ok: false; code: "wrong-password" }
  | { ok: false; code: "weak-password"; fault: PasswordFault };

/** Whether this is the account's current password. Wrong ones are counted. */
export async function verifyOwnPassword(
  accountId: string,
  given: string,
): Promise<{ ok: true; account: typeof accounts.$inferSelect } | Exclude<PasswordChange, { ok: true }>> {
  const waitSeconds = await takePoint(TRIES, accountId);
  if (waitSeconds > 0) {
    return { ok: false, code: "too-many", waitSeconds };
  }
  const [account] = await database().select().from(accounts).where(eq(accounts.id, accountId));
  if (!account || !(await verifyPassword(account.passwordHash, given))) {
    return { ok: false, code: "wrong-password" };
  }
  await giveBackPoint(TRIES, accountId);
  return { ok: true, account };
}

/** A person's own change. It needs the current password and ends every session, this one included. */
export async function changeOwnPassword(
  accountId: string,
  given: { current: string; next: string },
  /** The RStack customer whose password there becomes the same; null where it does not. */
  alsoInRstack: UserId | null = null,
): Promise<PasswordChange> {
  const proven = await verifyOwnPassword(accountId, given.current);
  if (!proven.ok) {
    return proven;
  }
  const fault = given.next === given.current ? "like-current" : passwordFault(given.next, proven.account);
  if (fault) {
    return { ok: false, code: "weak-password", fault };
  }
  const there = alsoInRstack && (await passwordToRstack(alsoInRstack, given.next));
  if (there === "refused" || there === "master-down") {
    // Both or neither: nothing has been changed yet.
    return { ok: false, code: there };
  }
  await setPassword(accountId, given.next);
  return there === "unconfirmed" ? { ok: true, note: "rstack-unconfirmed" } : { ok: true };
}

/**
 * For staff and the command as well. The caller has held the password against the rules. `onlyIf` is asked in the same
 * transaction; false where it said no, and nothing is set.
 */
export async function setPassword(
  accountId: string,
  password: string,
  onlyIf: (tx: Transaction) => Promise<boolean> = async () => true,
): Promise<boolean> {
  const passwordHash = await hashPassword(password);
  const isSet = await database().transaction(async (tx) => {
    if (!(await onlyIf(tx))) {
      return false;
    }
    await tx
      .update(accounts)
      .set({ passwordHash, passwordChangedAt: new Date() })
      .where(eq(accounts.id, accountId));
    await endSessionsOf(accountId, { reason: "password-changed" }, tx);
    await endPendingEntriesOf(accountId, tx);
    await endLinksOf(accountId, tx);
    return true;
  });
  if (isSet) {
    tellOwner(accountId, "password-changed");
  }
  return isSet;
}

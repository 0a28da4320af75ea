import "server-only";
import { eq } from "drizzle-orm";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { type PasswordFault, passwordFault } from "./password-rules";
import { hashPassword, verifyPassword } from "./passwords";
import { giveBackPoint, takePoint } from "./rate-limit";
import { endSessionsOf } from "./sessions";

/** Wrong ones only. A stolen session must not become a place to guess the password at. */
const TRIES = { door: "own-password", points: 5, seconds: 300 };

export type PasswordChange =
  | { ok: true }
  | { ok: false; code: "too-many"; waitSeconds: number }
  | { ok: false; code: "wrong-password" }
  | { ok: false; code: "weak-password"; fault: PasswordFault };

/** A person's own change: the current password is asked for, and every session ends, the one it is done in too. */
export async function changeOwnPassword(
  accountId: string,
  given: { current: string; next: string },
): Promise<PasswordChange> {
  const waitSeconds = await takePoint(TRIES, accountId);
  if (waitSeconds > 0) {
    return { ok: false, code: "too-many", waitSeconds };
  }
  const [account] = await database().select().from(accounts).where(eq(accounts.id, accountId));
  if (!account || !(await verifyPassword(account.passwordHash, given.current))) {
    return { ok: false, code: "wrong-password" };
  }
  await giveBackPoint(TRIES, accountId);
  const fault = given.next === given.current ? "like-current" : passwordFault(given.next, account);
  if (fault) {
    return { ok: false, code: "weak-password", fault };
  }
  await setPassword(accountId, given.next);
  return { ok: true };
}

/** For staff and the command as well. The caller has held the password against the rules. */
export async function setPassword(accountId: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await database().transaction(async (tx) => {
    await tx
      .update(accounts)
      .set({ passwordHash, passwordChangedAt: new Date() })
      .where(eq(accounts.id, accountId));
    await endSessionsOf(accountId, { reason: "password-changed" }, tx);
  });
}

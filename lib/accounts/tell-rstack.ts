import "server-only";
import { eq } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { log } from "../log";
import { master } from "../master";
import { parseUserId } from "../rstack/ids";
import type { UserFields } from "../rstack/provider-inputs";
import { nameKey } from "./names";

const CALL = { priority: "batch" } as const;

/**
 * Writes into a customer's row in RStack, as far as the settings say so: where they have just signed in from (`login_ip`;
 * `address` null: they haven't), and that the panel has seen their email address confirmed (`mail_verified`), while RStack has that
 * very address. What didn't get there is tried at the next sign-in. Rejects where the database is away.
 */
export async function tellRstack(accountId: string, address: string | null): Promise<void> {
  const { loginIpToRstack, emailVerifiedToRstack } = config();
  if (!(loginIpToRstack && address) && !emailVerifiedToRstack) {
    return;
  }
  const [account] = await database().select().from(accounts).where(eq(accounts.id, accountId));
  const userId = account?.role === "customer" ? parseUserId(account.userId) : null;
  if (!account || userId === null) {
    return;
  }
  const read = await master().searchUsers({ userId }, CALL);
  const [found, second] = read.ok ? read.value.filter(({ match }) => match === "exact") : [];
  if (!found || second || found.user.rowId === null) {
    return;
  }
  const { rowId, email, isEmailVerified, lastSignInIp } = found.user;
  const isConfirmed = email !== null && nameKey(email) === account.confirmedEmailKey;
  const news: UserFields = {
    ...(loginIpToRstack && address && address !== lastSignInIp && { lastSignInIp: address }),
    ...(emailVerifiedToRstack && isConfirmed && isEmailVerified !== true && { isEmailVerified: true }),
  };
  if (Object.keys(news).length === 0) {
    return;
  }
  const answer = await master().updateUserAll(rowId, news, CALL);
  if (!answer.ok) {
    log.warn(
      { accountId, fields: Object.keys(news), fault: answer.fault.kind },
      "a customer's row in RStack was not updated",
    );
  }
}

/** The same, without waiting for it; what fails is logged alone. */
export function tellRstackLater(accountId: string, address: string | null): void {
  tellRstack(accountId, address).catch((err) =>
    log.warn({ err, accountId }, "a customer's row in RStack could not be updated"),
  );
}

import "server-only";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { config } from "../config";
import { database } from "../db/connection";
import { notificationSettings, notifications } from "../db/notification-schema";
import { log } from "../log";
import { seal, unseal } from "../sealed-secret";
import { mailAddressOf } from "./settings";

const PURPOSE = "unsubscribe";
const GOOD_FOR_MS = 60 * 86_400_000;

const Token = z.strictObject({ account: z.uuid(), email: z.string(), until: z.number() });

/**
 * A token that does nothing but end the mails to one address: sealed, good for 60 days, and worth nothing once the account
 * has another address.
 */
export const unsubscribeToken = (account: { id: string; email: string }, now: Date): string =>
  seal(
    PURPOSE,
    JSON.stringify({ account: account.id, email: account.email, until: now.getTime() + GOOD_FOR_MS }),
  );

/** For a mail program, which posts to it, and for a person, who presses a button there. */
export const unsubscribeLinks = (token: string) => ({
  program: `${config().panelOrigin}/api/unsubscribe?token=${token}`,
  person: `${config().panelOrigin}/unsubscribe?token=${token}`,
});

/** Whose mails it ends; null where it is forged, expired, or of an address that the account had before. */
export async function accountOfToken(token: string, now = new Date()): Promise<string | null> {
  const read = Token.safeParse(jsonOf(unseal(PURPOSE, token)));
  if (!read.success || read.data.until < now.getTime()) {
    return null;
  }
  const { account, email } = read.data;
  return (await mailAddressOf(account)) === email ? account : null;
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** No more mails, but those of the account's safety. False where the token is worth nothing. */
export async function unsubscribe(token: string): Promise<boolean> {
  const accountId = await accountOfToken(token);
  if (accountId === null) {
    return false;
  }
  await database()
    .insert(notificationSettings)
    .values({ accountId, unsubscribedAt: new Date() })
    .onConflictDoUpdate({
      target: notificationSettings.accountId,
      set: { unsubscribedAt: sql`coalesce(${notificationSettings.unsubscribedAt}, now())` },
    });
  await database()
    .update(notifications)
    .set({ mailDueAt: null })
    .where(
      and(
        eq(notifications.accountId, accountId),
        isNotNull(notifications.mailDueAt),
        // Not one about the account's safety.
        isNull(notifications.mailTo),
      ),
    );
  log.info({ accountId }, "unsubscribed from mails");
  return true;
}

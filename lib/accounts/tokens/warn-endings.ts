import { DAY_MS } from "@/lib/units";
import "server-only";
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { accounts } from "../../db/schema";
import { apiTokens } from "../../db/token-schema";
import { every } from "../../every";
import { recordNotification } from "../../notifications/record";
import { sendSecurityMails } from "../../notifications/security-mails";
import { isTokenLive } from "./prove-token";

/** Days before its end at which a token's people are told. */
const TOLD_DAYS = [1, 7, 30] as const;
const LOOK_MS = 3_600_000;
const FIRST_AFTER_MS = 30_000;

/** Tells who has a token that it ends, and all admins of a provider's. Returns what ends it. */
export const startTokenWarnings = (): (() => void) =>
  every(LOOK_MS, "tokens that end were not told of", () => warnOfEndings(new Date()), {
    firstMs: FIRST_AFTER_MS,
  }).stop;

/** One look. Each of the days is told once, by the nearest that came after the token was made. */
export async function warnOfEndings(now: Date): Promise<void> {
  const soonest = new Date(now.getTime() + Math.max(...TOLD_DAYS) * DAY_MS);
  const ending = await database()
    .select({ token: apiTokens })
    .from(apiTokens)
    .innerJoin(accounts, eq(accounts.id, apiTokens.accountId))
    .where(and(isTokenLive(), lt(apiTokens.expiresAt, soonest)));
  for (const { token } of ending) {
    const { id, name, scope, createdAt, expiresAt } = token;
    const left = (expiresAt?.getTime() ?? 0) - now.getTime();
    const life = (expiresAt?.getTime() ?? 0) - createdAt.getTime();
    const days = TOLD_DAYS.find((count) => left <= count * DAY_MS);
    // One that was made for less was made with its end in sight.
    if (days === undefined || life <= days * DAY_MS) {
      continue;
    }
    const told = scope === "provider" ? await adminIds() : [token.accountId];
    for (const accountId of told) {
      await recordNotification(
        { accountId },
        {
          kind: "factors-changed",
          key: `token-ends ${id} ${days}`,
          data: { what: "token-ends", token: name, days },
        },
      );
      await sendSecurityMails(accountId);
    }
  }
}

/** Those who are told of what concerns all of the provider's tokens. */
export async function adminIds(): Promise<string[]> {
  const rows = await database()
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.role, "admin"), isNull(accounts.disabledAt), sql`${accounts.formerAt} is null`));
  return rows.map(({ id }) => id);
}

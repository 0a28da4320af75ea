import "server-only";
import { and, eq, inArray, isNull, or, type SQL } from "drizzle-orm";
import { type Database, database, type Transaction } from "../../db/connection";
import { accounts } from "../../db/schema";
import { apiTokens } from "../../db/token-schema";
import type { SessionEndReason } from "../sessions/end-sessions";

/** Why a token is over, beside its expiry. `revoked`: its owner's wish, or an admin's. */
export type TokenEndReason = "revoked" | Exclude<SessionEndReason, "signed-out">;

/**
 * With the sessions of an account end its tokens, and those of the accounts that are linked to it: its password or factors changed, it was disabled, or staff ended them.
 * Signing out, everywhere too, is about browsers, and ends none.
 */
export async function endTokensWith(
  accountId: string,
  reason: SessionEndReason,
  db: Database | Transaction,
): Promise<void> {
  if (reason !== "signed-out") {
    await db
      .update(apiTokens)
      .set({ endedAt: new Date(), endReason: reason })
      .where(
        and(
          inArray(
            apiTokens.accountId,
            db
              .select({ id: accounts.id })
              .from(accounts)
              .where(or(eq(accounts.id, accountId), eq(accounts.linkedTo, accountId))),
          ),
          isNull(apiTokens.endedAt),
        ),
      );
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ends a token of this account; its name, or null where it is none of theirs, or over. */
export const revokeToken = (accountId: string, tokenId: string): Promise<string | null> =>
  revoke(tokenId, eq(apiTokens.accountId, accountId));

/** The same for a provider's, whichever admin made it. */
export const revokeProviderToken = (tokenId: string): Promise<string | null> =>
  revoke(tokenId, eq(apiTokens.scope, "provider"));

async function revoke(tokenId: string, whose: SQL): Promise<string | null> {
  const [ended] = UUID.test(tokenId)
    ? await database()
        .update(apiTokens)
        .set({ endedAt: new Date(), endReason: "revoked" satisfies TokenEndReason })
        .where(and(eq(apiTokens.id, tokenId), whose, isNull(apiTokens.endedAt)))
        .returning({ name: apiTokens.name })
    : [];
  return ended?.name ?? null;
}

import "server-only";
import { and, asc, eq, isNotNull, type SQL } from "drizzle-orm";
import { database } from "../../db/connection";
import { webhooks } from "../../db/notification-schema";
import { accounts } from "../../db/schema";
import { apiTokens } from "../../db/token-schema";

/** A webhook of the provider's, never with its secret. Times are ISO 8601. */
export interface FleetWebhook {
  id: string;
  url: string;
  kinds: string[];
  /** The name of the token that made it, with which it ends, and whose. */
  token: string;
  maker: string;
  createdAt: string;
  /** Since when nothing has arrived. */
  failingSince: string | null;
  /** It is called no more. */
  endedAt: string | null;
}

/** Those of one account's tokens; without it of all. */
export const fleetWebhooks = (accountId?: string): Promise<FleetWebhook[]> =>
  read(accountId === undefined ? undefined : eq(webhooks.accountId, accountId));

async function read(which: SQL | undefined): Promise<FleetWebhook[]> {
  const rows = await database()
    .select({
      webhook: webhooks,
      token: apiTokens.name,
      endedAt: apiTokens.endedAt,
      maker: accounts.username,
    })
    .from(webhooks)
    .innerJoin(apiTokens, eq(apiTokens.id, webhooks.tokenId))
    .innerJoin(accounts, eq(accounts.id, webhooks.accountId))
    .where(and(isNotNull(webhooks.tokenId), which))
    .orderBy(asc(webhooks.createdAt), asc(webhooks.id));
  return rows.map(
    ({ webhook: { id, url, kinds, createdAt, failingSince, ...row }, token, maker, endedAt }) => ({
      ...{ id, url, kinds, token, maker, createdAt: createdAt.toISOString() },
      failingSince: failingSince?.toISOString() ?? null,
      endedAt: (row.endedAt ?? endedAt)?.toISOString() ?? null,
    }),
  );
}

/** Ends one of the provider's for good; without `accountId` whosever. False where there is none such. */
export async function removeFleetWebhook(id: string, accountId?: string): Promise<boolean> {
  const gone = await database()
    .delete(webhooks)
    .where(
      and(
        eq(webhooks.id, id),
        isNotNull(webhooks.tokenId),
        accountId === undefined ? undefined : eq(webhooks.accountId, accountId),
      ),
    )
    .returning({ id: webhooks.id });
  return gone.length > 0;
}

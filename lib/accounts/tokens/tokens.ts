import "server-only";
import { and, desc, eq, gt, inArray, isNull, or, type SQL } from "drizzle-orm";
import { database } from "../../db/connection";
import { accounts, sessions, tenancies } from "../../db/schema";
import { apiTokens } from "../../db/token-schema";
import { tokenHash } from "../secrets";
import { type FleetScope, isFleetScope, type TokenScope } from "./token-scopes";
import { newTokenText } from "./token-text";

/** How many an account may have that are not over. */
export const MOST_TOKENS = 20;

export interface NewToken {
  name: string;
  scope: TokenScope;
  /** Of a provider's: what it may. */
  fleetScopes?: FleetScope[];
  /** Null: all hosts, also later ones. */
  tenancyIds: string[] | null;
  addressRanges: string[];
  /** Null: until it is revoked. */
  expiresAt: Date | null;
}

/**
 * Makes one. The token itself is in the answer and nowhere else. `full` where the account has as many as it may;
 * `session-over` where the session that asks ended meanwhile: with it ended the account's tokens, and this one would not.
 * Without a session it is made at the terminal, for an account that is neither disabled nor former.
 */
export async function makeToken(
  { accountId, sessionId }: { accountId: string; sessionId: string | null },
  asked: NewToken,
): Promise<{ token: string } | "full" | "session-over"> {
  const token = newTokenText();
  return database().transaction(async (tx) => {
    // One after another: two at once would not count each other.
    const [account] = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.id, accountId), isNull(accounts.disabledAt), isNull(accounts.formerAt)))
      .for("no key update");
    // Held until this is written: what ends the session then finds the token.
    const [session] =
      sessionId === null
        ? [account]
        : await tx
            .select({ id: sessions.id })
            .from(sessions)
            .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)))
            .for("share");
    if (!session) {
      return "session-over";
    }
    if ((await tx.$count(apiTokens, isCurrent(accountId))) >= MOST_TOKENS) {
      return "full";
    }
    await tx.insert(apiTokens).values({
      ...asked,
      accountId,
      tokenHash: tokenHash(token),
      hasChecksum: true,
      ending: token.slice(-4),
    });
    return { token };
  });
}

const isDue = () =>
  and(isNull(apiTokens.endedAt), or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, new Date())));
const isCurrent = (accountId: string) => and(eq(apiTokens.accountId, accountId), isDue());

/** The ids of the hosts whose current tenancies these are. */
export async function hostsOfTenancies(tenancyIds: readonly string[]): Promise<Set<string>> {
  return new Set((await currentOf(tenancyIds)).values());
}

/** Host id by tenancy id; without those that are over. */
async function currentOf(tenancyIds: readonly string[]): Promise<Map<string, string>> {
  const rows =
    tenancyIds.length > 0
      ? await database()
          .select({ id: tenancies.id, vmId: tenancies.vmId })
          .from(tenancies)
          .where(and(inArray(tenancies.id, [...tenancyIds]), isNull(tenancies.until)))
      : [];
  return new Map(rows.map(({ id, vmId }) => [id, vmId]));
}

/** One token as its owner sees it. Times are ISO 8601, UTC. */
export interface TokenView {
  id: string;
  name: string;
  /** Of a provider's, which all admins see: whose it is. */
  maker: string | null;
  ending: string;
  scope: TokenScope;
  /** Of a provider's: what it may. */
  fleetScopes: FleetScope[];
  /** Ids of the hosts that it is good for; null: all. */
  hosts: string[] | null;
  addressRanges: string[];
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastAddress: string | null;
}

/** Those of one account that are not over, the newest first. */
export const listTokens = (accountId: string): Promise<TokenView[]> => viewsOf(isCurrent(accountId));

/** All that admins made for the provider's systems: any of them ends another's that has leaked. */
export const listProviderTokens = (): Promise<TokenView[]> =>
  viewsOf(and(eq(apiTokens.scope, "provider"), isDue()));

async function viewsOf(which: SQL | undefined): Promise<TokenView[]> {
  const rows = await database()
    .select({ token: apiTokens, maker: accounts.username })
    .from(apiTokens)
    .innerJoin(accounts, eq(accounts.id, apiTokens.accountId))
    .where(which)
    .orderBy(desc(apiTokens.createdAt));
  const hostOf = await currentOf(rows.flatMap(({ token }) => token.tenancyIds ?? []));
  return rows.map(({ token, maker }) => ({
    id: token.id,
    name: token.name,
    maker: token.scope === "provider" ? maker : null,
    ending: token.ending,
    scope: token.scope,
    fleetScopes: token.scope === "provider" ? token.fleetScopes.filter(isFleetScope) : [],
    hosts: token.tenancyIds?.flatMap((id) => hostOf.get(id) ?? []) ?? null,
    addressRanges: token.addressRanges,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    lastAddress: token.lastAddress,
  }));
}

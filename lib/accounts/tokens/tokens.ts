import "server-only";
import { randomBytes } from "node:crypto";
import { and, desc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { database } from "../../db/connection";
import { accounts, sessions, tenancies } from "../../db/schema";
import { apiTokens } from "../../db/token-schema";
import { tokenHash } from "../secrets";
import type { TokenScope } from "./token-scopes";

/** How many an account may have that are not over. */
export const MOST_TOKENS = 20;

export interface NewToken {
  name: string;
  scope: TokenScope;
  /** Null: all hosts, also later ones. */
  tenancyIds: string[] | null;
  addressRanges: string[];
  /** Null: until it is revoked. */
  expiresAt: Date | null;
}

/**
 * Makes one. The token itself is in the answer and nowhere else. `full` where the account has as many as it may;
 * `session-over` where the session that asks ended meanwhile: with it ended the account's tokens, and this one would not.
 */
export async function makeToken(
  { accountId, sessionId }: { accountId: string; sessionId: string },
  asked: NewToken,
): Promise<{ token: string } | "full" | "session-over"> {
  const token = `rsp_${randomBytes(32).toString("base64url")}`;
  return database().transaction(async (tx) => {
    // One after another: two at once would not count each other.
    await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.id, accountId))
      .for("no key update");
    // Held until this is written: what ends the session then finds the token.
    const [session] = await tx
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
    await tx
      .insert(apiTokens)
      .values({ ...asked, accountId, tokenHash: tokenHash(token), ending: token.slice(-4) });
    return { token };
  });
}

const isCurrent = (accountId: string) =>
  and(
    eq(apiTokens.accountId, accountId),
    isNull(apiTokens.endedAt),
    or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, new Date())),
  );

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
  ending: string;
  scope: TokenScope;
  /** Ids of the hosts that it is good for; null: all. */
  hosts: string[] | null;
  addressRanges: string[];
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  lastAddress: string | null;
}

/** Those of one account that are not over, the newest first. */
export async function listTokens(accountId: string): Promise<TokenView[]> {
  const rows = await database()
    .select()
    .from(apiTokens)
    .where(isCurrent(accountId))
    .orderBy(desc(apiTokens.createdAt));
  const hostOf = await currentOf(rows.flatMap(({ tenancyIds }) => tenancyIds ?? []));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    ending: row.ending,
    scope: row.scope,
    hosts: row.tenancyIds?.flatMap((id) => hostOf.get(id) ?? []) ?? null,
    addressRanges: row.addressRanges,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastAddress: row.lastAddress,
  }));
}

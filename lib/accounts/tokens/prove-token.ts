import "server-only";
import { and, eq, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { database, prepared } from "../../db/connection";
import { accounts } from "../../db/schema";
import { apiTokens } from "../../db/token-schema";
import { onceASecond } from "../../process/once-a-second";
import { parseUserId } from "../../rstack/ids";
import { tokenHash } from "../secrets";
import { mayBeIn } from "../sessions/sessions";
import { isGuestOnly, type Viewer } from "../sessions/viewer";
import { confirmIfStale } from "../status/fresh-status";
import type { TokenScope } from "./token-scopes";
import { tokenFormOf } from "./token-text";

const TOUCH_EVERY_MS = 60_000;

/** A token as it is now, and whose. The viewer's session id is the token's row id: it has no session. */
export interface ProvenToken {
  id: string;
  name: string;
  scope: TokenScope;
  fleetScopes: readonly string[];
  createdAt: Date;
  expiresAt: Date | null;
  tenancyIds: readonly string[] | null;
  addressRanges: readonly string[];
  lastUsedAt: Date | null;
  lastAddress: string | null;
  viewer: Viewer;
  /** When the master last said anything of its customer. */
  statusAt: Date | null;
  /** The account wants to be asked for a second factor before what destroys. */
  askAgain: boolean;
}

/**
 * Whether it is for hosts that others share with its account, too: where it names its hosts, or its account has none of its
 * own. One for all hosts of a customer reaches no more for an invitation that they accept.
 */
export const reachesShared = ({ tenancyIds, viewer }: Pick<ProvenToken, "tenancyIds" | "viewer">): boolean =>
  tenancyIds !== null || isGuestOnly(viewer);

const isDue = or(isNull(apiTokens.expiresAt), sql`${apiTokens.expiresAt} > now()`) as SQL;
/** A provider's token is an admin's alone, a customer's a customer's: a role that changed ends what the other made. */
const isOfRole = sql`case ${apiTokens.scope} when 'provider' then ${accounts.role} = 'admin' else ${accounts.role} = 'customer' end`;

/** Condition on `api_tokens` joined with its account: good for something now. */
export const isTokenLive = (): SQL => and(isNull(apiTokens.endedAt), isDue, mayBeIn, isOfRole) as SQL;

const byHash = prepared((db) =>
  db
    .select({ token: apiTokens, account: accounts })
    .from(apiTokens)
    .innerJoin(accounts, eq(accounts.id, apiTokens.accountId))
    .where(and(eq(apiTokens.tokenHash, sql.placeholder("hash")), isTokenLive()))
    .prepare("token_by_hash"),
);

interface TokenAndAccount {
  token: typeof apiTokens.$inferSelect;
  account: typeof accounts.$inferSelect;
}

/** Whether any token without a checksum is left: else text of that form needs no look at all. */
const isOlderLeft = (): Promise<boolean> =>
  onceASecond("older tokens", () =>
    database()
      .select({ id: apiTokens.id })
      .from(apiTokens)
      .where(and(eq(apiTokens.hasChecksum, false), isNull(apiTokens.endedAt), isDue))
      .limit(1)
      .then((rows) => rows.length > 0)
      .catch(() => true),
  );

async function mayBeToken(bearer: string): Promise<boolean> {
  const form = tokenFormOf(bearer);
  return form === "checked" || (form === "older" && (await isOlderLeft()));
}

async function readToken(bearer: string): Promise<ProvenToken | null> {
  // By its hash, so that no comparison takes longer the more of a guess is right.
  const [found] = await byHash().execute({ hash: tokenHash(bearer) });
  return found ? provenOf(found) : null;
}

/** The token of what it asked for before, where it is still good for something. */
export async function tokenOfRow(id: string): Promise<ProvenToken | null> {
  const [found] = await database()
    .select({ token: apiTokens, account: accounts })
    .from(apiTokens)
    .innerJoin(accounts, eq(accounts.id, apiTokens.accountId))
    .where(and(eq(apiTokens.id, id), isTokenLive()));
  return found ? provenOf(found) : null;
}

function provenOf({ token, account }: TokenAndAccount): ProvenToken | null {
  const userId = account.role === "customer" ? parseUserId(account.userId) : null;
  if (account.role === "customer" && userId === null && account.userId !== null) {
    return null;
  }
  return {
    ...token,
    viewer: {
      accountId: account.id,
      ...(account.linkedTo && { linkedTo: account.linkedTo }),
      sessionId: token.id,
      role: account.role,
      username: account.username,
      displayName: account.displayName ?? account.username,
      userId,
      locale: account.locale,
      theme: account.theme,
      timeZone: account.timeZone,
      view: null,
    },
    statusAt: account.rstackStatusAt,
    askAgain: account.askAgain,
  };
}

/** Null for what is no token, or one that is over. Like a session's, its customer's standing is asked for where it is old. */
export async function proveToken(bearer: string): Promise<ProvenToken | null> {
  if (!(await mayBeToken(bearer))) {
    return null;
  }
  const proven = await readToken(bearer);
  return proven && (await confirmIfStale(proven)) ? readToken(bearer) : proven;
}

/** Whether it is worth a turn before strangers; proves nothing else. */
export async function isLiveToken(bearer: string): Promise<boolean> {
  return (await mayBeToken(bearer)) && (await readToken(bearer)) !== null;
}

/** Notes its use, at most once a minute. */
export async function touchToken(token: ProvenToken, address: string | null): Promise<void> {
  const now = new Date();
  if (token.lastUsedAt && now.getTime() - token.lastUsedAt.getTime() < TOUCH_EVERY_MS) {
    return;
  }
  await database()
    .update(apiTokens)
    .set({ lastUsedAt: now, lastAddress: address })
    .where(and(eq(apiTokens.id, token.id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, now))));
}

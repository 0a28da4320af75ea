import "server-only";
import {
  and,
  eq,
  gt,
  inArray,
  isNull,
  lt,
  or,
  type Placeholder,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { alias, type PgColumn } from "drizzle-orm/pg-core";
import { config } from "../../config";
import type { SignInWay } from "../../db/column-types";
import { type Database, database, prepared } from "../../db/connection";
import { mayReadOf } from "../../db/guest-access";
import { accounts, sessions } from "../../db/schema";
import { personIsIn } from "../../db/sign-in-schema";
import { views } from "../../db/staff-schema";
import { MOST_UNREAD } from "../../notifications/most-unread";
import { parseUserId } from "../../rstack/ids";
import { newToken, tokenHash } from "../secrets";
import { type Role, signInOf, type View, type Viewer } from "./viewer";

/** A click counts as use; written at most once in this time, so that reading pages does not write each time. */
const TOUCH_EVERY_MS = 60_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What a session needs that the OpenID provider's word began. */
export interface ProviderProof {
  /** Until when that word holds; null: it needs none. */
  provenUntil: Date | null;
  /** Sealed; null where the provider gave none. */
  providerToken: string | null;
  /** Nobody has proven lately who they are, not even to the provider. */
  byLink?: boolean;
}

/** Makes a session row. `sid` goes into the cookie and is kept nowhere else. */
export async function createSession(
  account: { id: string; role: Role },
  caller: { userAgent: string | null; address: string | null },
  /** When the second factor was given that let it in; null: there was none. */
  secondFactorAt: Date | null = null,
  way: SignInWay | null = null,
  proof: ProviderProof | null = null,
): Promise<{ sessionId: string; sid: string; maxAgeSeconds: number }> {
  const { idleMs, maxMs } = config().sessions[account.role === "customer" ? "customer" : "staff"];
  const now = new Date();
  const sid = newToken();
  const [row] = await database()
    .insert(sessions)
    .values({
      sidHash: tokenHash(sid),
      accountId: account.id,
      ...{ createdAt: now, lastUsedAt: now, secondFactorAt, way, ...proof },
      idleMs,
      expiresAt: new Date(now.getTime() + maxMs),
      userAgent: caller.userAgent?.slice(0, 256) ?? null,
      address: caller.address,
    })
    .returning({ id: sessions.id });
  if (!row) {
    throw new Error("the session row was not returned");
  }
  return { sessionId: row.id, sid, maxAgeSeconds: Math.ceil(maxMs / 1000) };
}

/** Condition on `sessions`: neither ended, nor expired, nor idle or without the provider's word for too long. */
export const isLive = (now: Date | Placeholder) =>
  and(
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, now),
    or(isNull(sessions.provenUntil), gt(sessions.provenUntil, now)),
    gt(
      sql`${sessions.lastUsedAt} + ${sessions.idleMs} * interval '1 millisecond'`,
      sql.param(now, sessions.expiresAt),
    ),
  );

/** Whether an account may be in at all: staff don't depend on the master, customers need its word, a linked one its person too. */
const isIn = (account: Record<"disabledAt" | "role" | "rstackStatus" | "linkedTo", SQLWrapper>) =>
  sql`${account.disabledAt} is null and (${account.role} <> 'customer' or ${account.rstackStatus} = 'active') and ${personIsIn(account.linkedTo)}`;

export const mayBeIn = isIn(accounts);

/** The linked account that a session's person switched to. */
const acting = alias(accounts, "acting");

/** A live session: who it is, and what the decisions on a touch and on a question to the master need. */
export interface Proof extends Pick<typeof accounts.$inferSelect, "askAgain" | "singleKeys"> {
  viewer: Viewer;
  /** When the master last said anything of a customer. */
  statusAt: Date | null;
  lastUsedAt: Date;
  idleMs: number;
  secondFactorAt: Date | null;
  way: SignInWay | null;
  /** Notifications of the account that were not read; one more than the bell counts at the most. */
  unread: number;
  /** Other customers are linked to the account: the person may switch. */
  hasLinked: boolean;
  /** Staff who came in by one factor alone where they need two: they may set one up, and nothing else. */
  mustSetUp: boolean;
}

const proving = () => ({
  account: {
    id: accounts.id,
    role: accounts.role,
    userId: accounts.userId,
    username: accounts.username,
    displayName: accounts.displayName,
    locale: accounts.locale,
    theme: accounts.theme,
    timeZone: accounts.timeZone,
    askAgain: accounts.askAgain,
    singleKeys: accounts.singleKeys,
    rstackStatusAt: accounts.rstackStatusAt,
    hasLinked: sql<boolean>`exists (select 1 from accounts l where l.linked_to = ${accounts.id} and l.former_at is null)`,
    // With every page: not in a statement of its own.
    unread: sql<number>`(select count(*)::int from (select 1 from notifications n where n.account_id = coalesce(${acting.id}, ${accounts.id})
      and n.read_at is null and n.in_bell and ${mayReadOf(sql`n.account_id`, sql`n.tenancy_id`)} limit ${sql.raw(String(MOST_UNREAD + 1))}) u)`,
  },
  acting: {
    id: acting.id,
    userId: acting.userId,
    rstackStatusAt: acting.rstackStatusAt,
  },
  session: {
    id: sessions.id,
    lastUsedAt: sessions.lastUsedAt,
    idleMs: sessions.idleMs,
    secondFactorAt: sessions.secondFactorAt,
    way: sessions.way,
  },
  view: {
    id: views.id,
    userId: views.userId,
    customerName: views.customerName,
    reason: views.reason,
    until: views.until,
    changesAt: views.changesAt,
  },
});

/** `as`: for which account of the person; without it the one that the session switched to. */
const proofs = (
  db: Database,
  condition: SQL,
  now: Date | Placeholder,
  as: string | PgColumn = sessions.actingAs,
) =>
  db
    .select(proving())
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    // Where that one may not be in, the person is themselves again.
    .leftJoin(acting, and(eq(acting.id, as), eq(acting.linkedTo, accounts.id), isIn(acting)))
    .leftJoin(views, and(eq(views.sessionId, sessions.id), isNull(views.endedAt)))
    .where(and(condition, isLive(now), mayBeIn));

const bySid = prepared((db) =>
  proofs(db, eq(sessions.sidHash, sql.placeholder("sidHash")), sql.placeholder("now")).prepare(
    "proof_by_sid",
  ),
);

type Found = Awaited<ReturnType<typeof proofs>>[number];

function proofOf(found: Found): Proof | null {
  const { account, session } = found;
  // A row of a view counts for staff alone, whoever's session it names.
  const view = account.role === "customer" ? null : viewOf(found.view);
  const as = found.acting ?? account;
  const userId = account.role === "customer" ? parseUserId(as.userId) : (view?.userId ?? null);
  if (account.role === "customer" && userId === null && as.userId !== null) {
    return null;
  }
  return {
    viewer: {
      accountId: as.id,
      ...(found.acting && { linkedTo: account.id }),
      sessionId: session.id,
      role: view ? "customer" : account.role,
      username: account.username,
      displayName: account.displayName ?? account.username,
      userId,
      locale: account.locale,
      theme: account.theme,
      timeZone: account.timeZone,
      view: view && { ...view, staffRole: account.role === "admin" ? "admin" : "support" },
    },
    statusAt: as.rstackStatusAt,
    lastUsedAt: session.lastUsedAt,
    idleMs: session.idleMs,
    secondFactorAt: session.secondFactorAt,
    way: session.way,
    askAgain: account.askAgain,
    singleKeys: account.singleKeys,
    unread: account.unread,
    hasLinked: account.hasLinked,
    mustSetUp:
      account.role !== "customer" && session.secondFactorAt === null && config().staffNeedSecondFactor,
  };
}

function viewOf(row: Found["view"]): Omit<View, "staffRole"> | null {
  const userId = parseUserId(row?.userId ?? null);
  return (
    row &&
    userId && {
      id: row.id,
      userId,
      customerName: row.customerName,
      reason: row.reason,
      until: row.until.toISOString(),
      changes: row.changesAt !== null,
      over: row.until.getTime() <= Date.now(),
    }
  );
}

/** By row ids and without a touch, for event streams: an open stream is no use. A session that is over is missing. */
export async function proveSessions(sessionIds: readonly string[]): Promise<Map<string, Proof>> {
  const ids = sessionIds.filter((id) => UUID.test(id));
  const found = ids.length > 0 ? await proofs(database(), inArray(sessions.id, ids), new Date()) : [];
  const proven = found
    .map(proofOf)
    .filter((proof) => proof !== null)
    .filter(({ mustSetUp }) => !mustSetUp);
  return new Map(proven.map((proof) => [proof.viewer.sessionId, proof]));
}

/** Null where the session is over. `as`: of `proofOfSession`. */
export const proveSession = async (sessionId: string, as?: string): Promise<Viewer | null> =>
  (await proofOfSession(sessionId, as))?.viewer ?? null;

/**
 * The same with what is known of the customer's status. `as`: the account for which something was begun; it goes on as long
 * as the person may switch to it, whichever customer they look at now. Whoever may no more is proven as themselves.
 */
export async function proofOfSession(sessionId: string, as?: string): Promise<Proof | null> {
  const [found] = UUID.test(sessionId)
    ? await proofs(database(), eq(sessions.id, sessionId), new Date(), as)
    : [];
  const proof = found ? proofOf(found) : null;
  return proof?.mustSetUp ? null : proof;
}

/** By what the cookie holds. Role, status and everything else come from the rows as they are now. */
export async function proveCookie(accountId: string, sid: string): Promise<Proof | null> {
  const [found] = await bySid().execute({ sidHash: tokenHash(sid), now: new Date() });
  const proof = found ? proofOf(found) : null;
  return proof && signInOf(proof.viewer) === accountId ? proof : null;
}

export const proveSid = async (accountId: string, sid: string): Promise<Viewer | null> =>
  (await proveCookie(accountId, sid))?.viewer ?? null;

/** The session has given a second factor. */
export async function noteSecondFactor(sessionId: string): Promise<void> {
  await database().update(sessions).set({ secondFactorAt: new Date() }).where(eq(sessions.id, sessionId));
}

/** Notes that the session was used. */
export async function touchSession(
  { viewer, lastUsedAt, idleMs }: Proof,
  address: string | null = null,
): Promise<void> {
  const now = new Date();
  if (now.getTime() - lastUsedAt.getTime() < Math.min(TOUCH_EVERY_MS, idleMs / 10)) {
    return;
  }
  await database()
    .update(sessions)
    .set({ lastUsedAt: now, ...(address === null ? {} : { lastAddress: address }) })
    .where(and(eq(sessions.id, viewer.sessionId), lt(sessions.lastUsedAt, now)));
}

import "server-only";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { SignInWay } from "../../db/column-types";
import { database } from "../../db/connection";
import { sessions } from "../../db/schema";
import { SIGN_IN_DAYS } from "../../db/sign-in-schema";
import { isLive } from "./sessions";

export const SIGN_INS_A_PAGE = 20;

export const sinceSignIns = (): Date => new Date(Date.now() - SIGN_IN_DAYS * 86_400_000);

export interface OwnSignIn {
  /** The session that it began. */
  id: string;
  /** ISO 8601. */
  at: string;
  /** Null where it is older than the panel's memory of it. */
  way: SignInWay | null;
  /** Whether a second factor was given, beside it or since. */
  secondFactor: boolean;
  userAgent: string | null;
  /** Of the last use, as far as it is known. */
  address: string | null;
  isLive: boolean;
}

/** A page of an account's sign-ins: those whose session is live first, each part the newest first. */
export async function readSignIns(
  accountId: string,
  page: number,
): Promise<{ signIns: OwnSignIn[]; total: number }> {
  const live = sql<boolean>`coalesce(${isLive(new Date())}, false)`;
  const own = and(eq(sessions.accountId, accountId), shown(live));
  const rows = await database()
    .select({ session: sessions, live, total: sql<number>`count(*) over ()::int` })
    .from(sessions)
    .where(own)
    .orderBy(desc(live), desc(sessions.createdAt), desc(sessions.id))
    .limit(SIGN_INS_A_PAGE)
    .offset((page - 1) * SIGN_INS_A_PAGE);
  const signIns = rows.map(({ session, live: isLiveNow }) => ({
    id: session.id,
    at: session.createdAt.toISOString(),
    way: session.way,
    secondFactor: session.secondFactorAt !== null,
    userAgent: session.userAgent,
    address: session.lastAddress ?? session.address,
    isLive: isLiveNow,
  }));
  return { signIns, total: rows[0]?.total ?? 0 };
}

/** A live one is shown however old it is: it can be ended. */
const shown = (live: SQL) => sql`(${live} or ${sessions.createdAt} > ${sinceSignIns()})`;

/** What changed about how an account is guarded: what its owner was told of, and its address. */
export interface SafetyChange {
  id: string;
  /** ISO 8601. */
  at: string;
  /** `NotificationKind`, or `email-changed`. */
  kind: string;
  data: unknown;
}

export async function readSafetyChanges(
  accountId: string,
  page: number,
): Promise<{ changes: SafetyChange[]; total: number }> {
  const since = sinceSignIns().toISOString();
  const { rows } = await database().execute<{
    id: string;
    at: Date | string;
    kind: string;
    data: unknown;
    total: number;
  }>(sql`select c.*, count(*) over ()::int as total from (
      select id, at, kind, data from notifications
        where account_id = ${accountId} and kind in ('password-changed', 'factors-changed') and at > ${since}
      union all select id, used_at, 'email-changed', '{}'::jsonb from account_links
        where account_id = ${accountId} and purpose = 'email' and used_at > ${since}) c
    order by at desc, id limit ${SIGN_INS_A_PAGE} offset ${(page - 1) * SIGN_INS_A_PAGE}`);
  const changes = rows.map(({ total: _, at, ...change }) => ({ ...change, at: new Date(at).toISOString() }));
  return { changes, total: rows[0]?.total ?? 0 };
}

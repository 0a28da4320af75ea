import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { config } from "../../config";
import { database } from "../../db/connection";
import { perProcess } from "../../per-process";
import { parseUserId, type UserId } from "../../rstack/ids";

/** A session or a token counts as in use for this long after its last use, and a session as long as one of its event streams is open. */
const IN_USE_MS = 5 * 60_000;
/** An instance that renewed a stream's row this many turns ago is no more. */
const MISSED = 3;
/** From this part of the time on one may be asked about: so not all who came at once are due at once. */
export const EARLY = 2 / 3;

export interface CustomerInUse {
  userId: UserId;
  accountIds: string[];
  /** When the master last said anything of them, or was last asked: it may be silent. 0: never. */
  askedAt: number;
  /** Since when a missing or doubled row waits for its second look. */
  doubtSince: number | null;
}

/** When each customer was last asked about, answered or not: a silent master is not asked again at every round. */
const asked = () => perProcess("status-asked", () => new Map<string, number>());

export function noteAsked(userId: UserId, now: Date): void {
  asked().set(userId, now.getTime());
}

const mayGoOn = (at: SQL) =>
  sql`s.ended_at is null and s.expires_at > ${at} and s.last_used_at + s.idle_ms * interval '1 millisecond' > ${at}`;

/** Customers whose sessions or tokens are in use, or whose guests' are, the longest not asked about first. An idle one is asked when it comes back. */
export async function customersInUse(now: Date): Promise<CustomerInUse[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const ago = (ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`;
  const found = await database().execute<{
    user_id: string;
    ids: string[];
    status_ms: string | null;
    doubt_ms: string | null;
  }>(sql`
    with signed_in as (
      select unnest(array[s.account_id, s.acting_as]) as account_id from sessions s where s.last_used_at > ${ago(IN_USE_MS)} and ${mayGoOn(at)}
      union
      select unnest(array[s.account_id, s.acting_as]) from live_streams l join sessions s on s.id = l.session_id
      where l.seen_at > ${ago(config().live.proofMs * MISSED)} and ${mayGoOn(at)}
      union
      select t.account_id from api_tokens t where t.last_used_at > ${ago(IN_USE_MS)} and t.ended_at is null),
    live as (select account_id from signed_in
      union select r.invited_by from guest_rights r join signed_in i on i.account_id = r.account_id where r.ended_at is null)
    select a.user_id, json_agg(a.id) as ids, extract(epoch from min(coalesce(a.rstack_status_at, 'epoch'))) * 1000 as status_ms,
      extract(epoch from min(a.rstack_doubt_since)) * 1000 as doubt_ms
    from live join accounts a on a.id = live.account_id
    where a.role = 'customer' and a.disabled_at is null and a.user_id is not null
    group by a.user_id`);
  const mine = asked();
  const customers = found.rows.flatMap((row): CustomerInUse[] => {
    const userId = parseUserId(row.user_id);
    const askedAt = Math.max(Number(row.status_ms ?? 0), mine.get(row.user_id) ?? 0);
    const doubtSince = row.doubt_ms === null ? null : Number(row.doubt_ms);
    return userId === null ? [] : [{ userId, accountIds: row.ids, askedAt, doubtSince }];
  });
  const inUse = new Set<string>(customers.map((customer) => customer.userId));
  for (const userId of mine.keys()) {
    if (!inUse.has(userId)) {
      mine.delete(userId);
    }
  }
  return customers.sort((a, b) => a.askedAt - b.askedAt);
}

/** `early`: it need not be asked about yet, and lets others go first. */
export type Turn = CustomerInUse & { early: boolean };

/**
 * Who is asked about in this round: all whose time has come, and of the others so many of the longest waiting that each
 * round asks about as many.
 */
export function whoseTurn(customers: CustomerInUse[], now: Date, roundMs: number): Turn[] {
  const { checkMs, secondLookMs } = config().status;
  const even = Math.ceil((customers.length * roundMs) / checkMs);
  return customers.flatMap((customer, n): Turn[] => {
    const { askedAt, doubtSince } = customer;
    const age = now.getTime() - askedAt;
    const secondLook =
      doubtSince !== null && now.getTime() - doubtSince >= secondLookMs && age >= secondLookMs;
    if (secondLook || age >= checkMs) {
      return [{ ...customer, early: false }];
    }
    return n < even && doubtSince === null && age >= checkMs * EARLY ? [{ ...customer, early: true }] : [];
  });
}

import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { statusCondition } from "../hosts/fleet-status";

/** A customer whom the panel knows by a host or by an account. */
export interface KnownCustomer {
  userId: string;
  hosts: number;
  /** Of them, as the fleet's list narrows to. */
  attention: number;
  /** The panel account's user name; null where there is none. */
  username: string | null;
  email: string | null;
  rstackStatus: string | null;
  accountDisabled: boolean;
  lastSeenAt: Date | null;
}

export const CUSTOMERS_A_PAGE = 50;

type Row = {
  user_id: string;
  hosts: string;
  attention: string;
  username: string | null;
  email: string | null;
  rstack_status: string | null;
  account_disabled: boolean | null;
  last_seen_at: string | Date | null;
};

/** From the mirror and the accounts: asks the master nothing. `page` counts from 1; numbers sort as numbers. */
export async function knownCustomers(page: number): Promise<{ customers: KnownCustomer[]; total: number }> {
  const db = database();
  const known = sql`
    with h as (
      select owner, count(*) as hosts, count(*) filter (where ${statusCondition("attention")}) as attention
      from hosts where owner is not null and gone_at is null and not doubled group by owner),
    a as (
      select distinct on (user_id) id, user_id, username, email, rstack_status, disabled_at
      from accounts where role = 'customer' and user_id is not null order by user_id, former_at is not null, created_at),
    k as (
      select coalesce(h.owner, a.user_id) as user_id, coalesce(h.hosts, 0) as hosts,
        coalesce(h.attention, 0) as attention, a.id as account_id, a.username, a.email, a.rstack_status,
        a.disabled_at is not null as account_disabled
      from h full join a on a.user_id = h.owner)`;
  const rows = await db.execute<Row>(sql`${known}
    select k.*, (select max(s.last_used_at) from sessions s where s.account_id = k.account_id) as last_seen_at
    from k order by length(user_id), user_id
    limit ${CUSTOMERS_A_PAGE} offset ${(page - 1) * CUSTOMERS_A_PAGE}`);
  const [count] = (await db.execute<{ n: string }>(sql`${known} select count(*) as n from k`)).rows;
  return {
    customers: rows.rows.map((row) => ({
      userId: row.user_id,
      hosts: Number(row.hosts),
      attention: Number(row.attention),
      username: row.username,
      email: row.email,
      rstackStatus: row.rstack_status,
      accountDisabled: row.account_disabled ?? false,
      lastSeenAt: row.last_seen_at === null ? null : new Date(row.last_seen_at),
    })),
    total: Number(count?.n ?? 0),
  };
}

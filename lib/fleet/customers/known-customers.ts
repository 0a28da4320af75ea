import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { type CountsRow, countedIn, countsOf, type FleetCounts } from "../hosts/fleet-status";

/** A customer whom the panel knows by a host or by an account. */
export interface KnownCustomer {
  userId: string;
  hosts: number;
  /** Of them, by the states that the fleet's list narrows to. */
  counts: FleetCounts;
  /** The first panel account's user name; null where there is none. */
  username: string | null;
  /** How many panel accounts there are. */
  accounts: number;
  email: string | null;
  rstackStatus: string | null;
  accountDisabled: boolean;
  /** Of all accounts. */
  lastSeenAt: Date | null;
}

export const CUSTOMERS_A_PAGE = 50;

const SORTS = ["number", "name", "hosts"] as const;

export interface CustomerOrder {
  sort: (typeof SORTS)[number];
  descending: boolean;
}
const BY_NUMBER: CustomerOrder = { sort: "number", descending: false };

/** As the address says it; what isn't known is the usual one. */
export const customerOrderOf = (sort: string, direction: string): CustomerOrder => ({
  sort: SORTS.find((known) => known === sort) ?? "number",
  descending: direction === "desc",
});

/** What the address says of it. */
export const chosenOrder = ({ sort, descending }: CustomerOrder) => ({
  sort: sort === "number" ? null : sort,
  dir: descending ? "desc" : null,
});

type Row = {
  user_id: string;
  hosts: string;
  username: string | null;
  accounts: string;
  email: string | null;
  rstack_status: string | null;
  account_disabled: boolean | null;
  last_seen_at: string | Date | null;
};

/**
 * From the mirror and the accounts: asks the master nothing. `page` counts from 1; numbers sort as numbers, and whose name
 * isn't known yet comes after all others.
 */
export async function knownCustomers(
  page: number,
  { sort, descending }: CustomerOrder = BY_NUMBER,
): Promise<{ customers: KnownCustomer[]; total: number }> {
  const known = withKnown();
  const direction = sql.raw(descending ? "desc" : "asc");
  const order = {
    number: sql`length(k.user_id) ${direction}, k.user_id ${direction}`,
    name: sql`lower(coalesce(nullif(n.name, ''), nullif(n.username, ''), k.username)) collate "C" ${direction}
      nulls last, length(k.user_id), k.user_id`,
    hosts: sql`k.hosts ${direction}, length(k.user_id), k.user_id`,
  }[sort];
  const customers = await read(
    sql`${known} ${SHOWN} left join customer_names n on n.user_id = k.user_id order by ${order}
      limit ${CUSTOMERS_A_PAGE} offset ${(page - 1) * CUSTOMERS_A_PAGE}`,
  );
  const [count] = (await database().execute<{ n: string }>(sql`${known} select count(*) as n from k`)).rows;
  return { customers, total: Number(count?.n ?? 0) };
}

/** Those of these numbers that the panel knows. */
export async function knownAmong(userIds: readonly string[]): Promise<Map<string, KnownCustomer>> {
  const customers = userIds.length === 0 ? [] : await read(sql`${withKnown(userIds)} ${SHOWN}`);
  return new Map(customers.map((one) => [one.userId, one]));
}

/** `k`: a row a customer; of all, or of some. */
function withKnown(userIds?: readonly string[]): SQL {
  const only = (column: string) => (userIds ? sql`and ${sql.raw(column)} in ${[...userIds]}` : sql``);
  return sql`
    with h as (
      select owner, count(*) as hosts from hosts where owner is not null and gone_at is null and not doubled ${only("owner")} group by owner),
    a as (
      select distinct on (user_id) user_id, username, email, rstack_status, disabled_at,
        count(*) over (partition by user_id) as accounts
      from accounts where role = 'customer' and user_id is not null ${only("user_id")}
      order by user_id, former_at is not null, created_at),
    k as (
      select coalesce(h.owner, a.user_id) as user_id, coalesce(h.hosts, 0) as hosts, a.username, coalesce(a.accounts, 0) as accounts, a.email,
        a.rstack_status, a.disabled_at is not null as account_disabled
      from h full join a on a.user_id = h.owner)`;
}

/** For the rows that are shown alone: sessions are many. */
const SHOWN = sql`
  select k.*, (
    select max(s.last_used_at) from sessions s join accounts c on c.id = s.account_id
    where c.user_id = k.user_id and c.role = 'customer') as last_seen_at
  from k`;

async function read(query: SQL): Promise<KnownCustomer[]> {
  const { rows } = await database().execute<Row>(query);
  const counts = await countsOfOwners(rows.map(({ user_id }) => user_id));
  return rows.map((row) => ({
    userId: row.user_id,
    hosts: Number(row.hosts),
    counts: counts.get(row.user_id) ?? countedIn(undefined).counts,
    username: row.username,
    accounts: Number(row.accounts),
    email: row.email,
    rstackStatus: row.rstack_status,
    accountDisabled: row.account_disabled ?? false,
    lastSeenAt: row.last_seen_at === null ? null : new Date(row.last_seen_at),
  }));
}

/** Of those that are shown alone, by the index of owners. */
async function countsOfOwners(userIds: readonly string[]): Promise<Map<string, FleetCounts>> {
  if (userIds.length === 0) {
    return new Map();
  }
  const { rows } = await database().execute<CountsRow & { owner: string }>(sql`select owner, ${countsOf(null)}
    from hosts where owner in ${[...userIds]} and gone_at is null and not doubled group by owner`);
  return new Map(rows.map((row) => [row.owner, countedIn(row).counts]));
}

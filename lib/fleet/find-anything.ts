import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { likePart } from "@/lib/hosts/clean-text";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import type { LedgerOperation, OperationOutcome } from "@/lib/operations/operation-view";
import type { UserId } from "@/lib/rstack/ids";
import { bestHosts, type FleetHost, fleetHosts, sqlTexts } from "./hosts/fleet-table";
import { entryOf, findInLedger } from "./operations/read-fleet-ledger";
import { uuidOf } from "./search-params";

/** A customer whom the panel knows by an account, by a host, or by a row in RStack that staff looked at. */
export interface FoundCustomer {
  userId: string;
  name: string | null;
  email: string | null;
  hosts: number;
}

export interface Found {
  customers: FoundCustomer[];
  hosts: FleetHost[];
  /** In all. */
  hostCount: number;
  operations: FoundOperation[];
}

/** One operation of the ledger, by its id. */
export interface FoundOperation {
  id: string;
  kind: LedgerOperation["kind"];
  outcome: OperationOutcome;
  vmId: string | null;
  hostName: string | null;
}

/** What this person opened last, the newest first: numbers of hosts and of customers. */
export interface Recent {
  hosts: readonly string[];
  customers: readonly string[];
}

const HOSTS_SHOWN = 8;
const CUSTOMERS_SHOWN = 6;
const OPERATIONS_SHOWN = 3;
const NOTHING_RECENT: Recent = { hosts: [], customers: [] };

/** What staff look for by one text: customers, hosts and operations, from what the panel knows. Asks the master nothing. */
export async function findAnything(
  text: string,
  viewer: Pick<Viewer, "accountId" | "role">,
  recent: Recent = NOTHING_RECENT,
): Promise<Found> {
  // So that what is found next time is up to date.
  await wantFleet();
  const [customers, { hosts, total }, operations] = await Promise.all([
    findKnownCustomers(text, recent.customers),
    bestHosts(text, { recent: recent.hosts, limit: HOSTS_SHOWN }),
    findOperations(text, viewer),
  ]);
  return { customers, hosts, hostCount: total, operations };
}

/**
 * The page of the one thing that is called exactly so: a customer by their email, else a host by its name, number or
 * address. Null where nothing is, or more than one.
 */
export function pageOfExact(text: string, { customers, hosts, hostCount }: Found): string | null {
  const wanted = text.toLowerCase();
  const [customer, ...others] = customers.filter(({ email }) => email?.toLowerCase() === wanted);
  if (customer) {
    return others.length === 0 ? `/admin/customers/${encodeURIComponent(customer.userId)}` : null;
  }
  const called = hosts.filter(({ vmId, name, address }) =>
    [vmId, name?.toLowerCase(), address].includes(wanted),
  );
  const [host] = called;
  return host && called.length === 1 && customers.length === 0 && hostCount === hosts.length
    ? `/admin/hosts/${host.vmId}`
    : null;
}

/** What is still there of what was opened last. */
export async function findRecent({ hosts, customers }: Recent): Promise<Pick<Found, "customers" | "hosts">> {
  const [known, found] = await Promise.all([customersByNumber(customers), fleetHosts(hosts)]);
  return { customers: known, hosts: found };
}

/** By the id as it stands in addresses and logs, or by its first eight signs at least. */
async function findOperations(
  text: string,
  viewer: Pick<Viewer, "accountId" | "role">,
): Promise<FoundOperation[]> {
  const range = idsThatBegin(text);
  if (range === null) {
    return [];
  }
  const { rows } = await findInLedger({ ids: range }, OPERATIONS_SHOWN);
  return rows.map((row) => {
    const { operation, vmId, hostName } = entryOf(row, viewer);
    const { id, kind, outcome } = operation;
    return { id, kind, outcome, vmId, hostName };
  });
}

/** The first and the last id that begin so; null for a text that begins none. By a range, since an index knows ids as such alone. */
export function idsThatBegin(text: string): [first: string, last: string] | null {
  const begun = text.toLowerCase();
  const full = (digit: string) => begun + NO_ID.replaceAll("0", digit).slice(begun.length);
  const fits = /^[0-9a-f]{8}[0-9a-f-]*$/.test(begun) && begun.length <= NO_ID.length && uuidOf(full("0"));
  return fits ? [full("0"), full("f")] : null;
}
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** By number, name, user name, email or what staff noted: whose number it is first, then the recent ones. Asks the master nothing. */
export function findKnownCustomers(text: string, recent: readonly string[] = []): Promise<FoundCustomer[]> {
  const part = likePart(text.toLowerCase());
  return knownCustomers({
    named: sql`user_id = ${text} or search like ${part}`,
    withAccount: sql`user_id = ${text} or username_key like ${part} or email_key like ${part}`,
    withHosts: sql`owner = ${text}`,
    withNote: sql`lower(text) like ${part}`,
    order: sql`user_id <> ${text}, array_position(${sqlTexts(recent)}, user_id), length(user_id), user_id
      limit ${CUSTOMERS_SHOWN}`,
  });
}

/** All of them by their numbers, a page of them. */
export async function customersAfter(
  after: UserId | null,
  limit: number,
): Promise<{ customers: FoundCustomer[]; next: string | null }> {
  const behind = (column: SQL) =>
    after === null
      ? sql`true`
      : sql`(length(${column}), ${column}) > (length(${after}::text), ${after}::text)`;
  const id = behind(sql`user_id`);
  const rows = await knownCustomers({
    ...{ named: id, withAccount: id, withHosts: behind(sql`owner`), withNote: sql`false` },
    order: sql`length(user_id), user_id limit ${limit + 1}`,
  });
  const customers = rows.slice(0, limit);
  return { customers, next: rows.length > limit ? (customers.at(-1)?.userId ?? null) : null };
}

/** Those with these numbers, as far as the panel knows them, in this order. */
export async function customersByNumber(userIds: readonly string[]): Promise<FoundCustomer[]> {
  if (userIds.length === 0) {
    return [];
  }
  const ids = sqlTexts(userIds);
  return knownCustomers({
    named: sql`user_id = any(${ids})`,
    withAccount: sql`user_id = any(${ids})`,
    withHosts: sql`owner = any(${ids})`,
    withNote: sql`false`,
    order: sql`array_position(${ids}, user_id)`,
  });
}

/** By the rows of RStack that staff looked at, by accounts, hosts and notes: each narrowed before it is put together. */
async function knownCustomers(of: {
  named: SQL;
  withAccount: SQL;
  withHosts: SQL;
  withNote: SQL;
  order: SQL;
}): Promise<FoundCustomer[]> {
  const { rows } = await database().execute<
    Record<"user_id" | "hosts", string> & Record<"name" | "email", string | null>
  >(sql`
    with known as (
      select 1 as rank, user_id, coalesce(name, username) as name, email
        from customer_names where found and (${of.named})
      union all
      select 2, user_id, username, email from accounts
        where role = 'customer' and user_id is not null and former_at is null and (${of.withAccount})
      union all
      select distinct 3, owner, null::text, null::text from hosts
        where ${of.withHosts} and gone_at is null
      union all
      select 4, user_id, null::text, null::text from staff_notes
        where user_id is not null and retired_at is null and (${of.withNote}))
    select user_id, (array_agg(name order by rank) filter (where name is not null))[1] as name,
      (array_agg(email order by rank) filter (where email is not null))[1] as email,
      (select count(*) from hosts h where h.owner = known.user_id and h.gone_at is null) as hosts
    from known group by user_id order by ${of.order}`);
  return rows.map((row) => ({
    userId: row.user_id,
    name: row.name,
    email: row.email,
    hosts: Number(row.hosts),
  }));
}

/** Whether a number is a customer's by an account, a host or a row in RStack; a note alone makes none. Asks the master nothing. */
export const isKnownCustomer = async (userId: string): Promise<boolean> =>
  (await customersByNumber([userId])).length > 0;

/** One customer by their number, as far as the panel knows them. */
export async function knownCustomer(userId: string): Promise<FoundCustomer> {
  const [found] = await customersByNumber([userId]);
  return found ?? { userId, name: null, email: null, hosts: 0 };
}

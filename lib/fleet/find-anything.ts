import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { fleetQueryFrom } from "./hosts/fleet-query";
import { type FleetHost, fleetPage } from "./hosts/fleet-table";
import { likePart } from "./search-params";

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
}

const HOSTS_SHOWN = 8;
const CUSTOMERS_SHOWN = 6;

/** What staff look for by one word: customers and hosts, from what the panel knows. */
export async function findAnything(text: string): Promise<Found> {
  const [customers, page] = await Promise.all([
    findKnownCustomers(text),
    fleetPage({ ...fleetQueryFrom({}), text }),
  ]);
  return { customers, hosts: page.hosts.slice(0, HOSTS_SHOWN), hostCount: page.total };
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

/** By number, name, user name or email; those whose number it is come first. Asks the master nothing. */
export async function findKnownCustomers(text: string): Promise<FoundCustomer[]> {
  const part = likePart(text.toLowerCase());
  const { rows } = await database().execute<
    Record<"user_id" | "hosts", string> & Record<"name" | "email", string | null>
  >(sql`
    with known as (
      select 1 as rank, user_id, coalesce(name, username) as name, email, name as n, username as u
        from customer_names where found
      union all
      select 2, user_id, username, email, null, username from accounts
        where role = 'customer' and user_id is not null and former_at is null
      union all
      select distinct 3, owner, null::text, null::text, null::text, null::text from hosts
        where owner = ${text} and gone_at is null)
    select user_id, (array_agg(name order by rank) filter (where name is not null))[1] as name,
      (array_agg(email order by rank) filter (where email is not null))[1] as email,
      (select count(*) from hosts h where h.owner = known.user_id and h.gone_at is null) as hosts
    from known
    where user_id = ${text} or lower(n) like ${part} or lower(u) like ${part} or lower(email) like ${part}
    group by user_id order by user_id <> ${text}, length(user_id), user_id limit ${CUSTOMERS_SHOWN}`);
  return rows.map((row) => ({
    userId: row.user_id,
    name: row.name,
    email: row.email,
    hosts: Number(row.hosts),
  }));
}

/** One customer by their number, as far as the panel knows them. */
export async function knownCustomer(userId: string): Promise<FoundCustomer> {
  const [found] = await findKnownCustomers(userId);
  return found?.userId === userId ? found : { userId, name: null, email: null, hosts: 0 };
}

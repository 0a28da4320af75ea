import "server-only";
import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { cache } from "react";
import { type AccountRecord, accountById, accountsOfCustomer } from "@/lib/accounts/account-admin";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { listSessions } from "@/lib/accounts/sessions/list-sessions";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { stateOfRow } from "@/lib/hosts/host-view-of";
import type { HostState } from "@/lib/operations/host-states";
import type { UserId } from "@/lib/rstack/ids";
import { type WorkUnderWay, workFrom, workOf } from "../operations/work-under-way";
import { keepName } from "./customer-names";
import { type ReadCustomer, shownCustomer } from "./find-customers";

export interface CustomerHost {
  vmId: string;
  name: string | null;
  state: HostState;
  /** When the state was read from the master (ISO 8601); null where nobody looked yet. */
  stateAt: string | null;
  work: WorkUnderWay | null;
  ipv4: string | null;
  trafficUsedGb: number | null;
  trafficLimitGb: number | null;
}

export interface CustomerAccount {
  account: AccountRecord;
  sessions: number;
  lastUsedAt: string | null;
  hasSecondFactor: boolean;
  /** Of a linked account: who signs in for it. */
  linkedTo: string | null;
}

const HOSTS_SHOWN = 200;

/** The row as the master has it, asked for once a request; what it says is kept for lists. */
export const customerRow = cache(async (userId: UserId): Promise<ReadCustomer> => {
  const row = await shownCustomer(userId);
  if (row.found !== "fault") {
    await keepName(userId, row.found === "one" ? row.user : null);
  }
  return row;
});

/** Nothing is known under this number: neither by RStack, nor by the panel, of now or of earlier. */
export const isUnheardOf = cache(async (userId: UserId): Promise<boolean> => {
  if ((await customerRow(userId)).found !== "none") {
    return false;
  }
  const { rows } = await database().execute<{ known: boolean }>(sql`select
    exists (select 1 from accounts where user_id = ${userId})
    or exists (select 1 from tenancies where owner = ${userId})
    or exists (select 1 from hosts where owner = ${userId})
    or exists (select 1 from views where user_id = ${userId})
    or exists (select 1 from staff_notes where user_id = ${userId})
    or exists (select 1 from audit_events where user_id = ${userId}) as known`);
  return rows[0]?.known === false;
});

/** From the mirror; asks the master nothing. */
export const customerHosts = cache(async (userId: UserId): Promise<CustomerHost[]> => {
  const rows = await database()
    .select({ host: hosts, work: workOf(sql`hosts.vm_id`) })
    .from(hosts)
    .where(and(eq(hosts.owner, userId), isNull(hosts.goneAt)))
    .orderBy(asc(hosts.name), asc(hosts.vmId))
    .limit(HOSTS_SHOWN);
  return rows.map(({ host, work }) => ({
    vmId: host.vmId,
    name: host.name,
    state: stateOfRow(host),
    stateAt: host.stateAt?.toISOString() ?? null,
    work: workFrom(work),
    ipv4: host.publicIp || host.ipv4,
    trafficUsedGb: host.trafficUsedGb,
    trafficLimitGb: host.trafficLimitGb,
  }));
});

export const customerAccounts = cache(async (userId: UserId): Promise<CustomerAccount[]> => {
  const accounts = await Promise.all(
    (await accountsOfCustomer(userId)).map(async (account) => {
      const sessions = await listSessions(account.id);
      const person = account.linkedTo === null ? null : await accountById(account.linkedTo);
      return {
        account,
        sessions: sessions.length,
        lastUsedAt: sessions[0]?.lastUsedAt ?? null,
        hasSecondFactor: await hasSecondFactor(account.id),
        linkedTo: person?.username ?? null,
      };
    }),
  );
  return accounts.toSorted((a, b) => (b.lastUsedAt ?? "").localeCompare(a.lastUsedAt ?? ""));
});

/** What all of a customer's hosts have and used this month, together; null where it is known of none. */
export async function customerUsage(
  userId: UserId,
): Promise<Record<"trafficUsedGb" | "cpuCores" | "memoryMb" | "diskGb", number | null>> {
  const summed = (column: SQL) => sql<number | null>`sum(${column})::float8`;
  const [row] = await database()
    .select({
      trafficUsedGb: summed(sql`traffic_used_gb`),
      cpuCores: summed(sql`cpu_cores`),
      memoryMb: summed(sql`memory_mb`),
      diskGb: summed(sql`system_disk_gb + coalesce(data_disk_gb, 0)`),
    })
    .from(hosts)
    .where(and(eq(hosts.owner, userId), isNull(hosts.goneAt)));
  return row ?? { trafficUsedGb: null, cpuCores: null, memoryMb: null, diskGb: null };
}

import "server-only";
import { and, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { hostLabels } from "@/lib/db/host-schema";
import { hosts, tenancies } from "@/lib/db/schema";
import { hostServices } from "@/lib/db/token-schema";
import { hostsForStaff } from "@/lib/hosts/host-list";
import type { Billing, HostView } from "@/lib/hosts/host-view";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import { parseVmId, type UserId, type VmId } from "@/lib/rstack/ids";
import type { HostService } from "./orders/services";

/** What narrows a list of customers' hosts. */
export interface ShopHostFilter {
  owner: UserId | null;
  reference?: string;
  /** As its customer or RStack calls it, whatever the case. */
  name?: string;
  /** Any of its addresses. */
  address?: string;
  state?: string;
  plan?: string;
  /** Its state, its owner, its label or what its shop says changed since, or an operation began or ended. */
  changedSince?: Date;
}

/** A host as a shop sees it. */
export type ShopHost = Omit<HostView, keyof Billing> & { customer: string } & ShopFields;
interface ShopFields {
  reference: string | null;
  plan: string | null;
  diskGb: number | null;
  paidUntil: string | null;
  priceText: string | null;
  renewUrl: string | null;
  upgradeUrl: string | null;
}

/** What is in a shop's view of a host beside what its customer sees. */
export const shopFieldsOf = (
  service: HostService | null | undefined,
  { systemDiskGb, dataDiskGb }: Pick<typeof hosts.$inferSelect, "systemDiskGb" | "dataDiskGb">,
): ShopFields => ({
  reference: service?.reference ?? null,
  plan: service?.planId ?? null,
  diskGb: systemDiskGb === null ? null : systemDiskGb + (dataDiskGb ?? 0),
  paidUntil: service?.paidUntil?.toISOString() ?? null,
  priceText: service?.priceText ?? null,
  renewUrl: service?.renewUrl ?? null,
  upgradeUrl: service?.upgradeUrl ?? null,
});

/** Whether a customer ever had the host: then a list by ids can go on behind it, also when it is gone. */
export const wasCustomers = async (vmId: VmId): Promise<boolean> =>
  (await database().$count(tenancies, eq(tenancies.vmId, vmId))) > 0;

/** So many rows are read at most for one page that a state narrows. */
const MOST_LOOKS = 5;

/** Customers' hosts by their ids, a page of them. From the mirror, which it keeps in step. A page that a state narrows may be short. */
export async function fleetHostsAfter(
  viewer: Viewer,
  filter: ShopHostFilter & { after: VmId | null; limit: number },
): Promise<{ hosts: ShopHost[]; next: string | null }> {
  await wantFleet();
  const found: ShopHost[] = [];
  let { after } = filter;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { rows, next } = await pageOf(viewer, { ...filter, after, limit: filter.limit - found.length });
    found.push(...rows.filter(({ state }) => filter.state === undefined || state === filter.state));
    if (next === null || found.length >= filter.limit) {
      return { hosts: found, next };
    }
    after = next;
  }
  return { hosts: found, next: after };
}

async function pageOf(
  viewer: Viewer,
  { after, limit, ...filter }: ShopHostFilter & { after: VmId | null; limit: number },
) {
  const behind =
    after === null
      ? undefined
      : sql`(length(${hosts.vmId}), ${hosts.vmId}) > (length(${after}::text), ${after}::text)`;
  const read = await database()
    .select({ host: hosts, service: hostServices })
    .from(hosts)
    .leftJoin(
      tenancies,
      and(eq(tenancies.vmId, hosts.vmId), eq(tenancies.owner, hosts.owner), isNull(tenancies.until)),
    )
    .leftJoin(hostServices, eq(hostServices.tenancyId, tenancies.id))
    .leftJoin(hostLabels, eq(hostLabels.tenancyId, tenancies.id))
    .where(
      and(
        isNull(hosts.goneAt),
        eq(hosts.doubled, false),
        isNotNull(hosts.owner),
        behind,
        ...narrowed(filter),
      ),
    )
    .orderBy(sql`length(${hosts.vmId})`, hosts.vmId)
    .limit(limit + 1);
  const page = read.slice(0, limit);
  const ids = page.flatMap(({ host }) => parseVmId(host.vmId) ?? []);
  const byId = new Map((await hostsForStaff(viewer, ids)).map((view) => [view.id, view]));
  return {
    rows: page.flatMap(({ host, service }) => {
      const view = byId.get(host.vmId);
      return view && host.owner !== null
        ? [{ ...view, customer: host.owner, ...shopFieldsOf(service, host) }]
        : [];
    }),
    next: read.length > limit ? (ids.at(-1) ?? null) : null,
  };
}

function narrowed({
  owner,
  reference,
  name,
  address,
  plan,
  changedSince,
}: ShopHostFilter): (SQL | undefined)[] {
  const since = changedSince?.toISOString();
  return [
    owner === null ? undefined : eq(hosts.owner, owner),
    reference === undefined ? undefined : eq(hostServices.reference, reference),
    plan === undefined ? undefined : eq(hostServices.planId, plan),
    name === undefined
      ? undefined
      : or(sql`lower(${hosts.name}) = lower(${name})`, sql`lower(${hostLabels.name}) = lower(${name})`),
    address === undefined
      ? undefined
      : or(
          sql`${address} in (${hosts.ipv4}, ${hosts.ipv6}, ${hosts.publicIp})`,
          sql`${address} = any(${hosts.additionalIps})`,
        ),
    since === undefined
      ? undefined
      : sql`(${hosts.stateSince} >= ${since} or ${tenancies.since} >= ${since} or ${hostServices.changedAt} >= ${since}
          or ${hostLabels.changedAt} >= ${since} or exists (select 1 from operations o
            where o.tenancy_id = ${tenancies.id} and (o.started_at >= ${since} or o.ended_at >= ${since})))`,
  ];
}

import "server-only";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { hosts, tenancies } from "@/lib/db/schema";
import { hostsForStaff } from "@/lib/hosts/host-list";
import type { HostView } from "@/lib/hosts/host-view";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import { parseVmId, type UserId, type VmId } from "@/lib/rstack/ids";

/** Whether a customer ever had the host: then a list by ids can go on behind it, also when it is gone. */
export const wasCustomers = async (vmId: VmId): Promise<boolean> =>
  (await database().$count(tenancies, eq(tenancies.vmId, vmId))) > 0;

/** Customers' hosts by their ids, a page of them: all, or one customer's. From the mirror, which it keeps in step. */
export async function fleetHostsAfter(
  viewer: Viewer,
  { owner, after, limit }: { owner: UserId | null; after: VmId | null; limit: number },
): Promise<{ hosts: (HostView & { customer: string })[]; next: string | null }> {
  await wantFleet();
  const rows = await database()
    .select({ vmId: hosts.vmId, owner: hosts.owner })
    .from(hosts)
    .where(
      and(
        isNull(hosts.goneAt),
        eq(hosts.doubled, false),
        isNotNull(hosts.owner),
        owner === null ? undefined : eq(hosts.owner, owner),
        after === null
          ? undefined
          : sql`(length(${hosts.vmId}), ${hosts.vmId}) > (length(${after}::text), ${after}::text)`,
      ),
    )
    .orderBy(sql`length(${hosts.vmId})`, hosts.vmId)
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const views = await hostsForStaff(
    viewer,
    page.flatMap(({ vmId }) => parseVmId(vmId) ?? []),
  );
  const byId = new Map(views.map((view) => [view.id, view]));
  return {
    hosts: page.flatMap(({ vmId, owner: customer }) => {
      const view = byId.get(vmId);
      return view && customer !== null ? [{ ...view, customer }] : [];
    }),
    next: rows.length > limit ? (page.at(-1)?.vmId ?? null) : null,
  };
}

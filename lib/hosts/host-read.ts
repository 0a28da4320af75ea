import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { prepared } from "@/lib/db/connection";
import { hostLabels } from "@/lib/db/host-schema";
import { masterProfile } from "@/lib/db/master-schema";
import { hosts, operations, tenancies } from "@/lib/db/schema";
import { nodes } from "@/lib/db/staff-schema";
import { hostServices } from "@/lib/db/token-schema";
import { operationViewOf } from "@/lib/operations/present";
import { newestOperationId } from "@/lib/operations/read-ledger";
import { cpuLimitColumn } from "./cpu-limit/standing-limit";
import type { HostView } from "./host-view";
import { viewOfRow } from "./host-view-of";
import { BILLING_COLUMNS } from "./labels/billing";
import { NO_LABEL } from "./labels/label-text";
import type { OwnedHost } from "./owned-host";

export interface HostNow {
  host: HostView;
  /** Since when the master gives no answer; null while it does. */
  masterDownSince: Date | null;
}

const nowById = prepared((db) =>
  db
    .select({
      row: hosts,
      maintenance: nodes.maintenance,
      billing: BILLING_COLUMNS,
      cpuLimit: cpuLimitColumn(),
      // The id first, since Drizzle takes a joined row whose first value is null for one that is not there.
      label: {
        id: hostLabels.tenancyId,
        name: hostLabels.name,
        note: hostLabels.note,
        tags: hostLabels.tags,
      },
      operation: operations,
      protectedAt: tenancies.protectedAt,
      downSince: masterProfile.downSince,
    })
    .from(hosts)
    .leftJoin(nodes, eq(nodes.nodeId, hosts.nodeId))
    .leftJoin(tenancies, eq(tenancies.id, sql.placeholder("tenancyId")))
    .leftJoin(hostLabels, eq(hostLabels.tenancyId, tenancies.id))
    .leftJoin(hostServices, eq(hostServices.tenancyId, tenancies.id))
    .leftJoin(operations, eq(operations.id, newestOperationId(db, sql.placeholder("tenancyId"))))
    .leftJoin(masterProfile, eq(masterProfile.id, "master"))
    .where(eq(hosts.vmId, sql.placeholder("vmId")))
    .prepare("host_now"),
);

/** As it was read when it was opened: for whoever opened it just now. Asks nobody anything. */
export function hostAsOpened(
  { row, opened, guest }: OwnedHost,
  viewer: Pick<Viewer, "accountId" | "role">,
): HostNow {
  const { label, operation, downSince } = opened;
  const shown = operation && operationViewOf(operation, viewer);
  return { host: viewOfRow(row, label, shown, opened, guest), masterDownSince: downSince };
}

/** The host as it is known now: its row is read again, since an `OwnedHost` may be some seconds old. Asks nothing upstream. */
export async function hostNowOf(
  owned: OwnedHost,
  viewer: Pick<Viewer, "accountId" | "role">,
): Promise<HostNow> {
  const [found] = await nowById().execute({ vmId: owned.vmId, tenancyId: owned.tenancyId });
  // A row that has another owner by now is not shown under this one's proof.
  const current = found && found.row.owner === owned.row.owner ? found.row : owned.row;
  const shown = found?.operation ? operationViewOf(found.operation, viewer) : null;
  return {
    host: viewOfRow(
      current,
      found?.label ?? NO_LABEL,
      shown,
      {
        maintenance: found?.maintenance ?? false,
        isProtected: found?.protectedAt != null,
        billing: found?.billing ?? null,
        cpuLimit: found?.cpuLimit,
      },
      owned.guest,
    ),
    masterDownSince: found?.downSince ?? null,
  };
}

export const hostViewOf = async (
  owned: OwnedHost,
  viewer: Pick<Viewer, "accountId" | "role">,
): Promise<HostView> => (await hostNowOf(owned, viewer)).host;

import "server-only";
import { eq } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/viewer";
import { database } from "@/lib/db/connection";
import { hostLabels } from "@/lib/db/host-schema";
import { hosts } from "@/lib/db/schema";
import { nodes } from "@/lib/db/staff-schema";
import { operationViewOf } from "@/lib/operations/present";
import { newestOperations } from "@/lib/operations/read-ledger";
import type { HostView } from "./host-view";
import { viewOfRow } from "./host-view-of";
import { NO_LABEL } from "./label-text";
import type { OwnedHost } from "./owned-host";

/** The host as it is known now: its row is read again, since an `OwnedHost` may be some seconds old. Asks nothing upstream. */
export async function hostViewOf(owned: OwnedHost, viewer: Pick<Viewer, "accountId">): Promise<HostView> {
  const [[found], operations] = await Promise.all([
    database()
      .select({
        row: hosts,
        maintenance: nodes.maintenance,
        label: { name: hostLabels.name, note: hostLabels.note },
      })
      .from(hosts)
      .leftJoin(nodes, eq(nodes.nodeId, hosts.nodeId))
      .leftJoin(hostLabels, eq(hostLabels.tenancyId, owned.tenancyId))
      .where(eq(hosts.vmId, owned.vmId)),
    newestOperations([owned.tenancyId]),
  ]);
  const operation = operations.get(owned.tenancyId);
  // A row that has another owner by now is not shown under this one's proof.
  const current = found && found.row.owner === owned.row.owner ? found.row : owned.row;
  const shown = operation ? operationViewOf(operation, viewer) : null;
  return viewOfRow(current, found?.label ?? NO_LABEL, shown, found?.maintenance ?? false);
}

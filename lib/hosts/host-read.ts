import "server-only";
import { eq } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/viewer";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { nodes } from "@/lib/db/staff-schema";
import { operationViewOf } from "@/lib/operations/present";
import { newestOperations } from "@/lib/operations/read-ledger";
import type { HostView } from "./host-view";
import { viewOfRow } from "./host-view-of";
import { labelOf } from "./labels";
import type { OwnedHost } from "./owned-host";

/** The host as it is known now: its row is read again, since an `OwnedHost` may be some seconds old. Asks nothing upstream. */
export async function hostViewOf(owned: OwnedHost, viewer: Pick<Viewer, "accountId">): Promise<HostView> {
  const [[found], label, operations] = await Promise.all([
    database()
      .select({ row: hosts, maintenance: nodes.maintenance })
      .from(hosts)
      .leftJoin(nodes, eq(nodes.nodeId, hosts.nodeId))
      .where(eq(hosts.vmId, owned.vmId)),
    labelOf(owned.tenancyId),
    newestOperations([owned.tenancyId]),
  ]);
  const operation = operations.get(owned.tenancyId);
  // A row that has another owner by now is not shown under this one's proof.
  const current = found && found.row.owner === owned.row.owner ? found.row : owned.row;
  const shown = operation ? operationViewOf(operation, viewer) : null;
  return viewOfRow(current, label, shown, found?.maintenance ?? false);
}

import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { prepared } from "@/lib/db/connection";
import { hostLabels } from "@/lib/db/host-schema";
import { masterProfile } from "@/lib/db/master-schema";
import { hosts, tenancies } from "@/lib/db/schema";
import { nodes } from "@/lib/db/staff-schema";
import { hostServices } from "@/lib/db/token-schema";
import type { OperationRow } from "@/lib/operations/operation-row";
import { newestOperation } from "@/lib/operations/read-ledger";
import type { VmId } from "@/lib/rstack/ids";
import { cpuLimitColumn } from "./cpu-limit/standing-limit";
import type { HostRecord } from "./host-record";
import { BILLING_COLUMNS, type KeptBilling } from "./labels/billing";
import type { KeptLabel } from "./labels/label-text";
import { listedAtOf } from "./mirror/confirmed-at";

/** A row of the mirror, whosever it is, with what goes with it. */
export interface HostFound {
  row: HostRecord;
  /** The current one, of the same moment as the row: between two reads there could be a hand-over. */
  tenancy: { id: string; owner: string; protectedAt: Date | null } | null;
  label: KeptLabel | null;
  maintenance: boolean | null;
  billing: KeptBilling | null;
  cpuLimit: unknown;
  operation: OperationRow | null;
  listedAt: Date | null;
  /** Null before the master's first answer. */
  profile: { downSince: Date | null; knowsOwnerFilter: boolean | null } | null;
}

/** All that opening a host and showing it asks of the database, in one round trip. */
const rowById = prepared((db) => {
  const newest = newestOperation(db);
  return db
    .select({
      row: hosts,
      tenancy: { id: tenancies.id, owner: tenancies.owner, protectedAt: tenancies.protectedAt },
      maintenance: nodes.maintenance,
      billing: BILLING_COLUMNS,
      cpuLimit: cpuLimitColumn(),
      // The id first in what follows, since Drizzle takes a joined row whose first value is null for one that is not there.
      label: {
        id: hostLabels.tenancyId,
        name: hostLabels.name,
        note: hostLabels.note,
        tags: hostLabels.tags,
      },
      operation: newest._.selectedFields,
      listedAt: listedAtOf(hosts.owner),
      profile: {
        id: masterProfile.id,
        downSince: masterProfile.downSince,
        knowsOwnerFilter: masterProfile.knowsOwnerFilter,
      },
    })
    .from(hosts)
    .leftJoin(tenancies, and(eq(tenancies.vmId, hosts.vmId), isNull(tenancies.until)))
    .leftJoin(nodes, eq(nodes.nodeId, hosts.nodeId))
    .leftJoin(hostLabels, eq(hostLabels.tenancyId, tenancies.id))
    .leftJoin(hostServices, eq(hostServices.tenancyId, tenancies.id))
    .leftJoinLateral(newest, sql`true`)
    .leftJoin(masterProfile, eq(masterProfile.id, "master"))
    .where(eq(hosts.vmId, sql.placeholder("vmId")))
    .prepare("host_to_open");
});

/** Null where the mirror has no such row. Who shows it has proven whose it is. */
export async function readRow(vmId: VmId): Promise<HostFound | null> {
  const [found] = await rowById().execute({ vmId });
  return found ?? null;
}

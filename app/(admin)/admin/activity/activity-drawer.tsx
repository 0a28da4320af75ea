import type { ReactNode } from "react";
import { aboutOf, type Happened } from "@/components/admin/activity/activity-cells";
import { OperationDrawer } from "@/components/admin/activity/operation-drawer";
import { RecordDrawer } from "@/components/admin/activity/record-drawer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { hostNames, readAuditEvent, readOneView } from "@/lib/fleet/audit/read-audit";
import { namesOf } from "@/lib/fleet/customers/customer-names";
import { nodeNames } from "@/lib/fleet/infrastructure/node-names";
import { readLedgerDetail } from "@/lib/fleet/operations/one-operation";
import { uuidOf } from "@/lib/fleet/search-params";
import { releaseOperation, stopView } from "./actions";
import { type ActivityQuery, readSource } from "./activity-sources";

/** One row in full, whichever source it is of; null where there is no such row. */
export async function activityDrawer(
  open: string,
  query: ActivityQuery,
  viewer: Viewer,
  close: string,
): Promise<ReactNode | null> {
  const id = uuidOf(open);
  const zone = viewer.timeZone;
  const isAdmin = viewer.role === "admin";
  const detail = id && (await readLedgerDetail(id, viewer));
  if (detail) {
    const names = await namesOf([detail.owner]);
    const known = names.get(detail.owner);
    return (
      <OperationDrawer
        detail={detail}
        customer={known?.name || known?.username || detail.owner}
        zone={zone}
        close={close}
        release={isAdmin ? releaseOperation : null}
      />
    );
  }
  const row = id ? await recordOf(id) : await taskOf(open, query, viewer);
  if (!row) {
    return null;
  }
  const { host, customer } = aboutOf(row, { hosts: new Map() });
  const [customers, hosts, nodes] = await Promise.all([
    namesOf(customer ? [customer] : []),
    hostNames(host ? [host.id] : []),
    nodeNames(),
  ]);
  return (
    <RecordDrawer
      row={row}
      names={{ customers, hosts }}
      node={
        row.source === "tasks" && row.task.nodeId ? (nodes.get(row.task.nodeId) ?? row.task.nodeId) : null
      }
      zone={zone}
      close={close}
      stop={isAdmin ? stopView : null}
    />
  );
}

type Record = Exclude<Happened, { source: "operations" }>;

async function recordOf(id: string): Promise<Record | null> {
  const event = await readAuditEvent(id);
  if (event) {
    return { source: "staff", key: id, event };
  }
  const view = await readOneView(id);
  return view && { source: "views", key: id, view };
}

/** RStack's tasks are kept as they were listed: it isn't asked again. */
async function taskOf(id: string, query: ActivityQuery, viewer: Viewer): Promise<Record | null> {
  if (query.source !== "tasks") {
    return null;
  }
  const { rows } = await readSource(query, viewer);
  const row = rows.find(({ key }) => key === id);
  return row?.source === "tasks" ? row : null;
}

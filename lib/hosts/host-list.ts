import "server-only";
import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { type GuestRight, rightsOf } from "@/lib/accounts/guests/guest-rights";
import { isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import { type Database, database, prepared } from "@/lib/db/connection";
import { hostLabels } from "@/lib/db/host-schema";
import { hosts, tenancies } from "@/lib/db/schema";
import { nodes } from "@/lib/db/staff-schema";
import { hostServices } from "@/lib/db/token-schema";
import { log } from "@/lib/log";
import type { OperationRow } from "@/lib/operations/operation-row";
import { operationViewOf } from "@/lib/operations/present";
import { newestOperation } from "@/lib/operations/read-ledger";
import type { UserId, VmId } from "@/lib/rstack/ids";
import { wantAddresses } from "./connect/list-addresses";
import { cpuLimitColumn } from "./cpu-limit/standing-limit";
import type { HostRecord } from "./host-record";
import type { HostListView, HostView } from "./host-view";
import { type Beside, sortViews, viewOfRow } from "./host-view-of";
import { BILLING_COLUMNS } from "./labels/billing";
import type { KeptLabel } from "./labels/label-text";
import { readStep } from "./mirror/confirmed-at";
import { readProfile } from "./mirror/profile";
import { wantOwner } from "./mirror/start-mirror";
import { syncOwner } from "./mirror/sync-owner";
import type { WhoseHosts } from "./owned-host";

/**
 * The customer's hosts from the mirror, with those that others share with them where `whose` is `shared`; empty for
 * staff, who have lists of their own. Asks the master only at a customer's very first visit and only where that is a short
 * question; a listing of the fleet is never waited for.
 */
export async function hostListFor(viewer: Viewer, whose: WhoseHosts = "own"): Promise<HostListView> {
  const { userId } = viewer;
  if (userId === null) {
    const [profile, shared] = await Promise.all([
      readProfile(),
      whose === "shared" ? sharedRows(viewer) : [],
    ]);
    return {
      hosts: sortViews(viewsOf(shared, viewer)),
      // What the mirror holds is in step while the master answers.
      asOf: isStaff(viewer) ? null : isoOf(profile?.downSince ?? new Date()),
      masterDownSince: isoOf(profile?.downSince),
      unreadable: null,
    };
  }
  await wantOwner(userId);
  let [rows, { asOf, downSince, knowsOwnerFilter, unreadable }] = await Promise.all([
    ownRows(userId),
    readStep(userId),
  ]);
  if (rows.length === 0 && asOf === null && knowsOwnerFilter && !downSince) {
    const synced = await syncOwner(userId, "open-host").catch((err) => {
      log.warn({ err }, "a first visit's list could not be read");
      return "failed" as const;
    });
    if (synced === "done") {
      rows = await ownRows(userId);
      ({ asOf, downSince, unreadable } = await readStep(userId));
    }
  }
  const shared = whose === "shared" ? await sharedRows(viewer) : [];
  if (!downSince) {
    wantAddresses([...rows, ...shared].map(({ host }) => host));
  }
  return {
    hosts: sortViews(viewsOf([...rows, ...shared], viewer)),
    asOf: isoOf(asOf),
    masterDownSince: isoOf(downSince),
    unreadable: rows.length + shared.length === 0 ? unreadable : null,
  };
}

/** Of a customer's hosts those on which something goes on, from the mirror alone; empty for staff. */
export const runningHosts = async (viewer: Viewer): Promise<HostView[]> =>
  viewer.userId === null ? [] : viewsOf(await runningOfOwner().execute({ owner: viewer.userId }), viewer);

const isoOf = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

/** For staff, who see every host: those with these ids, as the mirror has them. Asks the master nothing. */
export async function hostsForStaff(
  viewer: Pick<Viewer, "accountId" | "role">,
  ids: readonly VmId[],
): Promise<HostView[]> {
  return viewer.role === "customer" || ids.length === 0
    ? []
    : viewsOf(await rowsWhere(database(), inArray(hosts.vmId, [...ids])), viewer);
}

/** Of the hosts in one customer's list, others' too, those that `choose` picks, in its order; from the mirror alone, and asks the master nothing. */
export async function chooseOwnHosts(
  viewer: Viewer,
  choose: (rows: { view: HostView; tenancyId: string }[]) => readonly { view: HostView }[],
): Promise<HostView[]> {
  const { userId } = viewer;
  const [own, shared] = await Promise.all([
    userId === null ? [] : ownRows(userId),
    sharedRows(viewer),
    // So that the mirror is kept in step for who opened no page of hosts, too.
    userId === null ? null : wantOwner(userId),
  ]);
  const rows = [...own, ...shared];
  const byId = new Map<string, ListedRow>(rows.map((row) => [row.host.vmId, row]));
  const plain = rows.map(({ host, label, tenancyId, guest, ...beside }) => ({
    view: viewOfRow(host, label, null, beside, guest),
    tenancyId,
  }));
  return viewsOf(
    choose(plain).flatMap(({ view }) => byId.get(view.id) ?? []),
    viewer,
  );
}

interface ListedRow extends Beside {
  host: HostRecord;
  label: KeptLabel;
  tenancyId: string;
  /** The newest of the tenancy. */
  operation: OperationRow | null;
  /** By which it stands in the list of somebody who isn't its owner. */
  guest?: GuestRight;
}

/** What others share with this person, as the mirror has it: shown while it is shown to its owner. */
async function sharedRows(viewer: Viewer): Promise<ListedRow[]> {
  const rights = new Map((await rightsOf(viewer)).map((right) => [right.tenancyId, right]));
  const rows =
    rights.size === 0 ? [] : await rowsWhere(database(), inArray(tenancies.id, [...rights.keys()]));
  return rows.flatMap((row): ListedRow[] => {
    const guest = rights.get(row.tenancyId);
    return guest ? [{ ...row, guest }] : [];
  });
}

const viewsOf = (rows: ListedRow[], viewer: Pick<Viewer, "accountId" | "role">): HostView[] =>
  rows.map(({ host, label, operation, guest, ...beside }) =>
    viewOfRow(host, label, operation && operationViewOf(operation, viewer), beside, guest),
  );

/** By the index on the owner. */
const rowsOfOwner = prepared((db) =>
  rowsWhere(db, eq(hosts.owner, sql.placeholder("owner"))).prepare("hosts_of_owner"),
);
const runningOfOwner = prepared((db) => {
  const isRunning = sql`exists (select 1 from operations o where o.tenancy_id = ${tenancies.id} and o.outcome in ('open', 'checking'))`;
  const which = and(eq(hosts.owner, sql.placeholder("owner")), isRunning) as SQL;
  return rowsWhere(db, which).prepare("running_of_owner");
});
const ownRows = (owner: UserId): Promise<ListedRow[]> => rowsOfOwner().execute({ owner });

/** Doubled and gone hosts are nobody's to see; the tenancy must be the same customer's. */
function rowsWhere(db: Database, which: SQL) {
  const newest = newestOperation(db);
  return db
    .select({
      host: hosts,
      tenancyId: tenancies.id,
      operation: newest._.selectedFields,
      maintenance: sql<boolean>`coalesce(${nodes.maintenance}, false)`,
      isProtected: sql<boolean>`${tenancies.protectedAt} is not null`,
      billing: BILLING_COLUMNS,
      cpuLimit: cpuLimitColumn(),
      label: {
        name: sql<string | null>`${hostLabels.name}`,
        note: sql<string | null>`${hostLabels.note}`,
        tags: sql<string[]>`coalesce(${hostLabels.tags}, '{}')`,
      },
    })
    .from(hosts)
    .innerJoin(
      tenancies,
      and(eq(tenancies.vmId, hosts.vmId), isNull(tenancies.until), eq(tenancies.owner, hosts.owner)),
    )
    .leftJoin(hostLabels, eq(hostLabels.tenancyId, tenancies.id))
    .leftJoin(nodes, eq(nodes.nodeId, hosts.nodeId))
    .leftJoin(hostServices, eq(hostServices.tenancyId, tenancies.id))
    .leftJoinLateral(newest, sql`true`)
    .where(and(which, eq(hosts.doubled, false), isNull(hosts.goneAt)));
}

/** The names of hosts by their current tenancies, of these owners alone. */
export async function namesOfTenancies(
  tenancyIds: readonly string[],
  owners: readonly UserId[],
): Promise<Map<string, string>> {
  const rows =
    tenancyIds.length === 0
      ? []
      : await database()
          .select({
            id: tenancies.id,
            name: sql<string>`coalesce(${hostLabels.name}, ${hosts.name}, ${hosts.vmId})`,
          })
          .from(tenancies)
          .innerJoin(hosts, and(eq(hosts.vmId, tenancies.vmId), eq(hosts.owner, tenancies.owner)))
          .leftJoin(hostLabels, eq(hostLabels.tenancyId, tenancies.id))
          .where(
            and(
              inArray(tenancies.id, [...tenancyIds]),
              inArray(tenancies.owner, [...owners]),
              isNull(tenancies.until),
            ),
          );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

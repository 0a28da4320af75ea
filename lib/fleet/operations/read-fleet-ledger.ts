import "server-only";
import { and, eq, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { hosts, operations, tenancies } from "@/lib/db/schema";
import { likePart } from "@/lib/hosts/clean-text";
import { type EndCause, endCauseOf } from "@/lib/hosts/console/end-cause";
import type { OperationRow } from "@/lib/operations/operation-row";
import type { OperationView } from "@/lib/operations/operation-view";
import { operationViewOf } from "@/lib/operations/present";
import { aboutNamed } from "../audit/read-audit";
import { type LedgerFilter, outcomesOf, SINCE_HOURS } from "./ledger-filter";

export const LEDGER_PAGE = 50;

/** One operation as staff see it, whoever's host it was about. */
export interface LedgerEntry {
  operation: OperationView;
  vmId: string;
  /** What the master calls the host now. */
  hostName: string | null;
  /** Whose it was then. */
  owner: string;
  actorName: string;
  actorRole: string;
  /** Asked for through the customer's eyes. */
  viewing: boolean;
  /** Why the panel ended a console by itself; the actor is who had opened it. Null: somebody asked for it. */
  cause: EndCause | null;
}

export interface LedgerPage {
  /** Newest first. */
  entries: LedgerEntry[];
  /** The `after` of the page below; null at the last one. */
  next: string | null;
}

export async function readFleetLedger(
  filter: LedgerFilter,
  viewer: Pick<Viewer, "accountId" | "role">,
  limit = LEDGER_PAGE,
): Promise<LedgerPage> {
  const rows = await ledgerRows(and(chosen(filter), below(filter.after)), limit + 1);
  const shown = rows.slice(0, limit);
  return {
    entries: shown.map((row) => entryOf(row, viewer)),
    next: rows.length > limit ? (shown.at(-1)?.row.id ?? null) : null,
  };
}

export interface LedgerRow {
  row: OperationRow;
  owner: string;
  hostName: string | null;
}

/** Newest first; `nulls last` is the order of the index. */
export const ledgerRows = (where: SQL | undefined, limit: number): Promise<LedgerRow[]> =>
  database()
    .select({ row: operations, owner: tenancies.owner, hostName: sql<string | null>`${hosts.name}` })
    .from(operations)
    .innerJoin(tenancies, eq(tenancies.id, operations.tenancyId))
    .leftJoin(hosts, eq(hosts.vmId, operations.vmId))
    .where(where)
    .orderBy(sql`${operations.startedAt} desc nulls last, ${operations.id} desc nulls last`)
    .limit(limit);

export const entryOf = (
  { row, owner, hostName }: LedgerRow,
  viewer: Pick<Viewer, "accountId" | "role">,
): LedgerEntry => ({
  operation: operationViewOf(row, viewer),
  vmId: row.vmId,
  hostName,
  owner,
  actorName: row.actorName,
  actorRole: row.actorRole,
  viewing: row.viewId !== null,
  cause: endCauseOf(row),
});

const chosen = ({ q, host, customer, actor, kind, outcome, since }: LedgerFilter): SQL | undefined =>
  and(
    q === null
      ? undefined
      : or(ilike(operations.actorName, likePart(q)), aboutNamed(q, operations.vmId, tenancies.owner)),
    host === null ? undefined : eq(operations.vmId, host),
    customer === null ? undefined : eq(tenancies.owner, customer),
    actor === null ? undefined : ilike(operations.actorName, likePart(actor)),
    kind === null ? undefined : eq(operations.kind, kind),
    outcome === null ? undefined : inArray(operations.outcome, [...outcomesOf(outcome)]),
    since === null
      ? undefined
      : sql`${operations.startedAt} > now() - make_interval(hours => ${SINCE_HOURS[since]})`,
  );

/** By the row itself and not by its time: the database's clock is finer than ours, and two rows may share a time. */
const below = (after: string | null): SQL | undefined =>
  after === null
    ? undefined
    : sql`(${operations.startedAt}, ${operations.id}) < (select o.started_at, o.id from operations o
        where o.id = ${after}::uuid)`;

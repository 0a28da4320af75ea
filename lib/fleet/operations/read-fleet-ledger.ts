import "server-only";
import { and, between, eq, getViewSelectedFields, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { hosts, tenancies } from "@/lib/db/schema";
import { shownOperations as operations, orders } from "@/lib/db/token-schema";
import { likePart } from "@/lib/hosts/clean-text";
import { type EndCause, endCauseOf } from "@/lib/hosts/console/end-cause";
import type { ShownOperation } from "@/lib/operations/operation-row";
import { type LedgerOperation, type OperationOutcome, ORDER_KIND } from "@/lib/operations/operation-view";
import { operationViewOf } from "@/lib/operations/present";
import { aboutNamed } from "../audit/read-audit";
import { type OrderRow, orderViewOf } from "../orders/services";
import { type LedgerFilter, outcomesOf, SINCE_HOURS } from "./ledger-filter";

export const LEDGER_PAGE = 50;

/** One operation as staff see it, whoever's host it was about, or an order for one. */
export interface LedgerEntry {
  operation: LedgerOperation;
  /** Null of an order whose host isn't known. */
  vmId: string | null;
  /** What the master calls the host now; of an order what it was ordered as. */
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
  { outcome, since, ...filter }: LedgerFilter,
  viewer: Pick<Viewer, "accountId" | "role">,
  limit = LEDGER_PAGE,
): Promise<LedgerPage> {
  const { rows, next } = await findInLedger(
    {
      ...filter,
      outcomes: outcome && outcomesOf(outcome),
      since: since && sql`now() - make_interval(hours => ${SINCE_HOURS[since]})`,
    },
    limit,
  );
  return { entries: rows.map((row) => entryOf(row, viewer)), next };
}

/** An operation of a host's, or an order: a table of its own, and the same to who looks. */
export type LedgerRow = { row: ShownOperation; owner: string; hostName: string | null } | { order: OrderRow };

/** What is looked for; null or absent: all. */
export interface LedgerChoice extends Partial<Pick<LedgerFilter, "q" | "actor">> {
  host?: string | null;
  customer?: string | null;
  kind?: LedgerFilter["kind"];
  outcomes?: readonly OperationOutcome[] | null;
  since?: SQL | null;
  /** The first and the last id. */
  ids?: readonly [string, string];
  after?: string | null;
}

/** Operations and orders together, newest first. `next` is the `after` of the page below, null at the last one. */
export async function findInLedger(
  choice: LedgerChoice,
  limit: number,
): Promise<{ rows: LedgerRow[]; next: string | null }> {
  const { kind = null } = choice;
  const o = operations;
  const parts = [
    kind !== ORDER_KIND &&
      sql`(select ${o.id} as "id", ${o.startedAt} as "at" from ${o} join ${tenancies} on ${tenancies.id} = ${o.tenancyId}
        where ${and(chosen(choice, { ...getViewSelectedFields(o), owner: tenancies.owner }), kind === null ? undefined : eq(o.kind, kind))}
        order by ${o.startedAt} desc nulls last, ${o.id} desc nulls last limit ${limit + 1})`,
    (kind === null || kind === ORDER_KIND) &&
      sql`(select ${orders.id}, ${orders.startedAt} from ${orders} where ${chosen(choice, orders)}
        order by ${orders.startedAt} desc nulls last, ${orders.id} desc limit ${limit + 1})`,
  ].filter((part) => part !== false);
  const { rows } = await database().execute<{ id: string }>(
    sql`select "id" from (${sql.join(parts, sql` union all `)}) found ("id", "at")
      order by "at" desc, "id" desc limit ${limit + 1}`,
  );
  const ids = rows.slice(0, limit).map(({ id }) => id);
  const [found, ordered] =
    ids.length > 0
      ? await Promise.all([ledgerRows(inArray(o.id, ids), limit), orderRows(inArray(orders.id, ids), limit)])
      : [[], []];
  const byId = new Map<string, LedgerRow>([
    ...found.map((one) => [one.row.id, one] as const),
    ...ordered.map((one) => [one.order.id, one] as const),
  ]);
  return {
    rows: ids.flatMap((id) => byId.get(id) ?? []),
    next: rows.length > limit ? (ids.at(-1) ?? null) : null,
  };
}

/** What waits is among them. Newest first; `nulls last` is the order of the index. */
export const ledgerRows = (where: SQL | undefined, limit: number) =>
  database()
    .select({
      row: getViewSelectedFields(operations),
      owner: tenancies.owner,
      hostName: sql<string | null>`${hosts.name}`,
    })
    .from(operations)
    .innerJoin(tenancies, eq(tenancies.id, operations.tenancyId))
    .leftJoin(hosts, eq(hosts.vmId, operations.vmId))
    .where(where)
    .orderBy(sql`${operations.startedAt} desc nulls last, ${operations.id} desc nulls last`)
    .limit(limit);

export const orderRows = (where: SQL | undefined, limit: number) =>
  database()
    .select({ order: orders })
    .from(orders)
    .where(where)
    .orderBy(sql`${orders.startedAt} desc nulls last, ${orders.id} desc`)
    .limit(limit);

export const outcomeOf = (one: LedgerRow): OperationOutcome =>
  "row" in one ? one.row.outcome : one.order.outcome;

export function entryOf(one: LedgerRow, viewer: Pick<Viewer, "accountId" | "role">): LedgerEntry {
  if ("order" in one) {
    const { vmId, name, owner, actorName } = one.order;
    return {
      ...{ operation: orderViewOf(one.order, viewer), vmId, hostName: name, owner, actorName },
      // Nobody else may order.
      ...{ actorRole: "admin", viewing: false, cause: null },
    };
  }
  const { row, owner, hostName } = one;
  return {
    operation: operationViewOf(row, viewer),
    vmId: row.vmId,
    hostName,
    owner,
    actorName: row.actorName,
    actorRole: row.actorRole,
    viewing: row.viewId !== null,
    cause: endCauseOf(row),
  };
}

type Columns = Record<"id" | "startedAt" | "actorName" | "vmId" | "outcome" | "owner", AnyPgColumn> &
  Partial<Record<"name", AnyPgColumn>>;

const chosen = ({ q, host, customer, actor, outcomes, since, ids, after }: LedgerChoice, of: Columns): SQL =>
  and(
    sql`true`,
    !q
      ? undefined
      : or(
          ilike(of.actorName, likePart(q)),
          of.name && ilike(of.name, likePart(q)),
          aboutNamed(q, of.vmId, of.owner),
        ),
    host ? eq(of.vmId, host) : undefined,
    customer ? eq(of.owner, customer) : undefined,
    actor ? ilike(of.actorName, likePart(actor)) : undefined,
    outcomes ? inArray(of.outcome, [...outcomes]) : undefined,
    since ? sql`${of.startedAt} >= ${since}` : undefined,
    ids ? between(of.id, ...ids) : undefined,
    after
      ? // By the row itself and not by its time: the database's clock is finer than ours, and two rows may share a time.
        sql`(${of.startedAt}, ${of.id}) < (select x.at, x.id from (
          select started_at as at, id from shown_operations where id = ${after}::uuid
          union all select started_at, id from orders where id = ${after}::uuid) x)`
      : undefined,
  ) ?? sql`true`;

/** Whether a page can begin below it. */
export const isInLedger = async (id: string): Promise<boolean> =>
  (await findInLedger({ ids: [id, id] }, 1)).rows.length > 0;

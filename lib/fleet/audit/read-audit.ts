import { DAY_MS } from "@/lib/units";
import "server-only";
import { and, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { database } from "@/lib/db/connection";
import { hosts, tenancies } from "@/lib/db/schema";
import { auditEvents, auditSettlements, views } from "@/lib/db/staff-schema";
import { shownOperations as operations, orders } from "@/lib/db/token-schema";
import { likePart } from "@/lib/hosts/clean-text";
import type { AuditAction } from "@/lib/operations/audit";
import { ORDER_KIND } from "@/lib/operations/operation-view";
import type { AuditFilter } from "./audit-filter";

export const AUDIT_PAGE = 50;

/** Something that staff did. `at` ISO 8601 in UTC. */
export interface AuditEntry {
  id: string;
  at: string;
  /** A command for a host, or an order for one: it stands in the ledger under this id, and here by that row alone. */
  operation: boolean;
  actorName: string;
  actorRole: string;
  /** Done through a customer's eyes. */
  viewing: boolean;
  /** A message key of `audit.action`, or of `audit.operation`, where this release knows it. */
  action: string;
  userId: string | null;
  vmId: string | null;
  subject: string | null;
  /** `done`, or the code it was refused with; the ledger's outcome of an operation. */
  outcome: string;
  /** An operation that waits for its host: it isn't in the ledger yet. */
  waiting: boolean;
  /** Of an operation; null while it goes on. */
  endedAt: string | null;
  /** JSON in one line; null where there is nothing. */
  detail: string | null;
  address: string | null;
}

/** Newest first; `next` is the `after` of the page below, null at the last one. */
export interface Page<Entry> {
  entries: Entry[];
  next: string | null;
}

type Row = Omit<AuditEntry, "at" | "endedAt" | "detail"> & {
  at: string | Date;
  endedAt: string | Date | null;
  detail: unknown;
};

const BY_STAFF = sql`${operations.actorRole} <> 'customer'`;

const bothRows = (filter: AuditFilter, limit: number, ofOperations: SQL): SQL => sql`
  select * from ((${eventRows(filter, limit, sql`true`)})
    union all (${operationRows(filter, limit, ofOperations)})
    union all (${orderRows(filter, limit)})) actions
  order by "at" desc, "id" desc limit ${limit}`;

/**
 * What staff did beside hosts (the audit's own rows) and to hosts (the ledger's), as one list: no action stands in both.
 * The audit also holds what customers did to their own access.
 */
export async function readAudit(filter: AuditFilter, limit = AUDIT_PAGE): Promise<Page<AuditEntry>> {
  const { rows } = await database().execute<Row>(bothRows(filter, limit + 1, BY_STAFF));
  return pageOf(rows.map(entryOf), limit);
}

/** The same with what customers did to their hosts: all that the panel wrote down. */
export async function readAllActivity(filter: AuditFilter, limit = AUDIT_PAGE): Promise<Page<AuditEntry>> {
  const { rows } = await database().execute<Row>(bothRows(filter, limit + 1, sql`true`));
  return pageOf(rows.map(entryOf), limit);
}

/** One of the audit's own rows; null where there is none of this id. */
export async function readAuditEvent(id: string): Promise<AuditEntry | null> {
  const all: AuditFilter = { q: null, customer: null, action: null, from: null, to: null, after: null };
  const { rows } = await database().execute<Row>(eventRows(all, 1, eq(auditEvents.id, id)));
  const [row] = rows;
  return row ? entryOf(row) : null;
}

/** Told by the row of the view, or by the note itself. */
const TOLD_ELSEWHERE = ["view-started", "note-written"] as const satisfies AuditAction[];

/** The audit's own rows alone, beside lists of operations, views and notes: nothing stands in two of them. */
export async function readEvents(filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const told = sql`not (${auditEvents.action} in ${[...TOLD_ELSEWHERE]} and
    coalesce(${auditSettlements.outcome}, ${auditEvents.outcome}) = 'done')`;
  const { rows } = await database().execute<Row>(eventRows(filter, limit, told));
  return rows.map(entryOf);
}

const eventRows = (filter: AuditFilter, limit: number, condition: SQL): SQL => {
  const e = auditEvents;
  return sql`
    select ${e.id} as "id", ${e.at} as "at", false as "operation", ${e.actorName} as "actorName",
      ${e.actorRole} as "actorRole", ${e.viewId} is not null as "viewing", ${e.action} as "action",
      ${e.userId} as "userId", ${e.vmId} as "vmId", ${e.subject} as "subject",
      coalesce(${auditSettlements.outcome}, ${e.outcome}) as "outcome", false as "waiting", null::timestamptz as "endedAt",
      ${e.detail} as "detail",
      ${e.address} as "address"
    from ${e} left join ${auditSettlements} on ${auditSettlements.eventId} = ${e.id}
    where ${condition} and ${chosen(filter, { at: e.at, id: e.id, names: [e.actorName, e.subject], customer: e.userId, host: e.vmId, action: e.action })}
    order by ${e.at} desc nulls last, ${e.id} desc limit ${limit}`;
};

/** What staff did through a customer's eyes has the staff's name and role, too. */
const operationRows = (filter: AuditFilter, limit: number, condition: SQL): SQL => {
  const o = operations;
  const columns = {
    at: o.startedAt,
    id: o.id,
    names: [o.actorName, sql`${o.params}->>'subject'`],
    customer: tenancies.owner,
    host: o.vmId,
    action: o.kind,
  };
  return sql`
    select ${o.id}, ${o.startedAt}, true, ${o.actorName}, ${o.actorRole}, ${o.viewId} is not null, ${o.kind},
      ${tenancies.owner}, ${o.vmId}, ${o.params}->>'subject', ${o.outcome}, ${o.waits}, ${o.endedAt}, ${o.params} - 'subject',
      ${o.address}
    from ${o} join ${tenancies} on ${tenancies.id} = ${o.tenancyId}
    where ${condition} and ${chosen(filter, columns)}
    order by ${o.startedAt} desc nulls last, ${o.id} desc nulls last limit ${limit}`;
};

/** By programs and forms of staff's alone. */
const orderRows = (filter: AuditFilter, limit: number): SQL => {
  const o = orders;
  const columns = {
    ...{ at: o.startedAt, id: o.id, names: [o.actorName, o.name], customer: o.owner, host: o.vmId },
    action: sql`${ORDER_KIND}`,
  };
  return sql`
    select ${o.id}, ${o.startedAt}, true, ${o.actorName}, 'admin', false, ${ORDER_KIND}::text, ${o.owner}, ${o.vmId},
      ${o.name}, ${o.outcome}, false, ${o.endedAt}, jsonb_strip_nulls(jsonb_build_object('reference', ${o.reference},
        'place', ${o.place}, 'image', ${o.imageId})), ${o.address}
    from ${o} where ${chosen(filter, columns)}
    order by ${o.startedAt} desc nulls last, ${o.id} desc limit ${limit}`;
};

type Columns = Record<"at" | "id" | "customer" | "host", AnyPgColumn> & {
  action: AnyPgColumn | SQL;
  names: (AnyPgColumn | SQL)[];
};

const chosen = (filter: AuditFilter, { at, id, names, customer, host, action }: Columns): SQL =>
  and(
    sql`true`,
    within(at, filter),
    filter.q === null ? undefined : or(named(filter, names), aboutNamed(filter.q, host, customer)),
    filter.customer === null ? undefined : eq(customer, filter.customer),
    filter.action === null ? undefined : sql`${action} = ${filter.action}`,
    // By the row itself and not by its time: the database's clock is finer than ours.
    filter.after === null
      ? undefined
      : sql`(${at}, ${id}) < (select x.at, x.id from (
          select at, id from audit_events where id = ${filter.after}::uuid
          union all select started_at, id from shown_operations where id = ${filter.after}::uuid
          union all select started_at, id from orders where id = ${filter.after}::uuid) x)`,
  ) ?? sql`true`;

const named = ({ q }: AuditFilter, names: (AnyPgColumn | SQL)[]): SQL | undefined =>
  q === null ? undefined : or(...names.map((name) => sql`${name} ilike ${likePart(q)}`));

/** About a host or customer by its number, or by a part of its name. */
export function aboutNamed(text: string, host: AnyPgColumn, customer: AnyPgColumn): SQL {
  const part = likePart(text);
  return sql`(${host} = ${text} or ${customer} = ${text}
    or ${host} in (select vm_id from hosts where name ilike ${part})
    or ${customer} in (select user_id from customer_names
      where name ilike ${part} or username ilike ${part} or email ilike ${part}))`;
}

function within(column: AnyPgColumn, { from, to }: AuditFilter): SQL | undefined {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
  return and(
    from === null ? undefined : gte(column, new Date(day(from))),
    to === null ? undefined : lt(column, new Date(day(to) + DAY_MS)),
  );
}

const pageOf = <Entry extends { id: string }>(entries: Entry[], limit: number): Page<Entry> => ({
  entries: entries.slice(0, limit),
  next: entries.length > limit ? (entries[limit - 1]?.id ?? null) : null,
});

const entryOf = (row: Row): AuditEntry => ({
  ...row,
  at: new Date(row.at).toISOString(),
  endedAt: row.endedAt && new Date(row.endedAt).toISOString(),
  detail: detailOf(row.detail),
});

const detailOf = (detail: unknown): string | null =>
  typeof detail === "object" && detail !== null && Object.keys(detail).length > 0
    ? JSON.stringify(detail)
    : null;

/** The actions that stand in the audit, for choosing one. */
export async function auditActions(): Promise<string[]> {
  const [events, kinds, ordered] = await Promise.all([
    database().selectDistinct({ action: auditEvents.action }).from(auditEvents).limit(200),
    database()
      .selectDistinct({ action: operations.kind })
      .from(operations)
      .where(sql`${operations.actorRole} <> 'customer'`)
      .limit(200),
    database()
      .select({ action: sql<string>`${ORDER_KIND}::text` })
      .from(orders)
      .limit(1),
  ]);
  return [...events, ...kinds, ...ordered].map(({ action }) => action).sort();
}

/** Somebody of the staff looked through a customer's eyes. Times ISO 8601 in UTC. */
export interface ViewEntry {
  id: string;
  startedAt: string;
  /** Null while it goes on. */
  endedAt: string | null;
  staffName: string;
  staffRole: string;
  userId: string;
  customerName: string;
  reason: string;
  /** From when changes were allowed; null: it was read-only. */
  changesAt: string | null;
}

/** By the same filter; `action` says nothing here. */
export async function readViews(filter: AuditFilter, limit = AUDIT_PAGE): Promise<Page<ViewEntry>> {
  const rows = await database()
    .select()
    .from(views)
    .where(
      and(
        within(views.startedAt, filter),
        named(filter, [views.staffName, views.customerName, views.reason]),
        filter.customer === null ? undefined : eq(views.userId, filter.customer),
        filter.after === null
          ? undefined
          : sql`(${views.startedAt}, ${views.id}) < (select v.started_at, v.id from views v where v.id = ${filter.after}::uuid)`,
      ),
    )
    .orderBy(sql`${views.startedAt} desc nulls last, ${views.id} desc`)
    .limit(limit + 1);
  return pageOf(rows.map(viewOf), limit);
}

/** One view; null where there is none of this id. */
export async function readOneView(id: string): Promise<ViewEntry | null> {
  const [row] = await database().select().from(views).where(eq(views.id, id));
  return row ? viewOf(row) : null;
}

/** A view whose time is up is over, also where nobody ended it. */
function viewOf(row: typeof views.$inferSelect): ViewEntry {
  const endedAt = row.endedAt ?? (row.until.getTime() <= Date.now() ? row.until : null);
  return {
    id: row.id,
    startedAt: row.startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    staffName: row.staffName,
    staffRole: row.staffRole,
    userId: row.userId,
    customerName: row.customerName,
    reason: row.reason,
    changesAt: row.changesAt?.toISOString() ?? null,
  };
}

/** What these hosts are called, by id, as they were last listed. Asks the master nothing. */
export async function hostNames(vmIds: readonly string[]): Promise<Map<string, string>> {
  if (vmIds.length === 0) {
    return new Map();
  }
  const rows = await database()
    .select({ vmId: hosts.vmId, name: hosts.name })
    .from(hosts)
    .where(inArray(hosts.vmId, [...new Set(vmIds)]));
  return new Map(rows.flatMap(({ vmId, name }) => (name === null ? [] : [[vmId, name] as const])));
}

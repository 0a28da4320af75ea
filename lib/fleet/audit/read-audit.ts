import "server-only";
import { and, eq, gte, ilike, lt, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { database } from "@/lib/db/connection";
import { auditEvents, views } from "@/lib/db/staff-schema";
import { likePart } from "../search-params";
import type { AuditFilter } from "./audit-filter";

export const AUDIT_PAGE = 50;

/** Something that staff did. `at` ISO 8601 in UTC. */
export interface AuditEntry {
  id: string;
  at: string;
  actorName: string;
  actorRole: string;
  /** Done through a customer's eyes. */
  viewing: boolean;
  /** A message key of `audit.action`, where this release knows it. */
  action: string;
  userId: string | null;
  vmId: string | null;
  subject: string | null;
  /** `done`, or the code it was refused with. */
  outcome: string;
  /** JSON in one line; null where there is nothing. */
  detail: string | null;
  address: string | null;
}

/** Newest first; `next` is the `after` of the page below, null at the last one. */
export interface Page<Entry> {
  entries: Entry[];
  next: string | null;
}

export async function readAudit(filter: AuditFilter, limit = AUDIT_PAGE): Promise<Page<AuditEntry>> {
  const rows = await database()
    .select()
    .from(auditEvents)
    .where(
      and(
        within(auditEvents.at, filter),
        filter.actor === null ? undefined : ilike(auditEvents.actorName, likePart(filter.actor)),
        filter.customer === null ? undefined : eq(auditEvents.userId, filter.customer),
        filter.action === null ? undefined : eq(auditEvents.action, filter.action),
        filter.after === null
          ? undefined
          : sql`(${auditEvents.at}, ${auditEvents.id}) < (select e.at, e.id from audit_events e where e.id = ${filter.after}::uuid)`,
      ),
    )
    .orderBy(sql`${auditEvents.at} desc nulls last, ${auditEvents.id} desc`)
    .limit(limit + 1);
  return pageOf(rows.map(entryOf), limit);
}

const DAY_MS = 86_400_000;

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

const entryOf = (row: typeof auditEvents.$inferSelect): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  actorName: row.actorName,
  actorRole: row.actorRole,
  viewing: row.viewId !== null,
  action: row.action,
  userId: row.userId,
  vmId: row.vmId,
  subject: row.subject,
  outcome: row.outcome,
  detail: detailOf(row.detail),
  address: row.address,
});

const detailOf = (detail: unknown): string | null =>
  typeof detail === "object" && detail !== null && Object.keys(detail).length > 0
    ? JSON.stringify(detail)
    : null;

/** The actions that stand in the audit, for choosing one. */
export async function auditActions(): Promise<string[]> {
  const found = await database()
    .selectDistinct({ action: auditEvents.action })
    .from(auditEvents)
    .orderBy(auditEvents.action)
    .limit(200);
  return found.map(({ action }) => action);
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
        filter.actor === null ? undefined : ilike(views.staffName, likePart(filter.actor)),
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

import "server-only";
import { inArray, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import { auditEvents, auditSettlements, staffNotes } from "@/lib/db/staff-schema";
import { shownOperations as operations } from "@/lib/db/token-schema";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import type { OperationView } from "@/lib/operations/operation-view";
import { operationViewOf } from "@/lib/operations/present";

export const TIMELINE_SOURCES = ["operations", "staff", "notes"] as const;
export type TimelineSource = (typeof TIMELINE_SOURCES)[number];

/** Something that happened to a host. `at` ISO 8601 in UTC. */
export type HostEvent = { id: string; at: string } & (
  | { operation: OperationView; by: string }
  /** A message key of `audit.action`, and what it was about. */
  | { action: string; subject: string | null; by: string }
  | { note: string; by: string }
);

interface Asked {
  sources: readonly TimelineSource[];
  /** The `next` of the part above. */
  after: string | null;
  limit: number;
}

interface Row extends Record<string, unknown> {
  id: string;
  at: Date | string;
  of: "operation" | "action" | "note";
  by: string;
  text: string | null;
  subject: string | null;
}

/**
 * What was done to a host while its present owner had it, what staff did about it, and their notes: newest first. `next` is
 * the `after` of the part below, null at the last one.
 */
export async function readHostTimeline(
  { tenancyId, vmId, row: { guid } }: OwnedHost,
  { sources, after, limit }: Asked,
  viewer: Viewer,
): Promise<{ events: HostEvent[]; next: string | null }> {
  const since = sql`(select ${tenancies.since} from ${tenancies} where ${tenancies.id} = ${tenancyId}::uuid)`;
  const owner = sql`(select ${tenancies.owner} from ${tenancies} where ${tenancies.id} = ${tenancyId}::uuid)`;
  const o = operations;
  const e = auditEvents;
  const n = staffNotes;
  const settled = auditSettlements;
  const all = sources.includes("operations");
  const parts: [boolean, SQL][] = [
    [
      all || sources.includes("staff"),
      sql`select ${o.id} as "id", ${o.startedAt} as "at", 'operation' as "of", ${o.actorName} as "by",
          null as "text", null as "subject"
        from ${o} where ${o.tenancyId} = ${tenancyId}::uuid
          ${all ? sql`` : sql`and ${o.actorRole} <> 'customer'`} ${below(o.startedAt, o.id, after)}
        order by ${o.startedAt} desc nulls last, ${o.id} desc limit ${limit + 1}`,
    ],
    [
      sources.includes("staff"),
      sql`select ${e.id}, ${e.at}, 'action', ${e.actorName}, ${e.action}, ${e.subject}
        from ${e} left join ${settled} on ${settled.eventId} = ${e.id}
        where ${e.userId} = ${owner} and ${e.vmId} = ${vmId} and ${e.at} >= ${since}
          and coalesce(${settled.outcome}, ${e.outcome}) = 'done' and ${e.action} not like 'note-%' ${below(e.at, e.id, after)}
        order by ${e.at} desc, ${e.id} desc limit ${limit + 1}`,
    ],
    [
      sources.includes("notes"),
      sql`select ${n.id}, ${n.writtenAt}, 'note', ${n.authorName}, ${n.text}, null
        from ${n} where ${n.vmId} = ${vmId} and (${n.guid} is null or ${n.guid} = coalesce(${guid}, ${n.guid}))
          ${below(n.writtenAt, n.id, after)}
        order by ${n.writtenAt} desc, ${n.id} desc limit ${limit + 1}`,
    ],
  ];
  const union = sql.join(
    parts.flatMap(([wanted, part]) => (wanted ? [sql`(${part})`] : [])),
    sql` union all `,
  );
  const { rows } = await database().execute<Row>(
    sql`select * from (${union}) events ("id", "at", "of", "by", "text", "subject") order by "at" desc, "id" desc limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const views = await operationsIn(shown, viewer);
  return {
    events: shown.flatMap((row) => eventOf(row, views)),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** By the row itself and not by its time: the database's clock is finer than ours. */
const below = (at: AnyPgColumn, id: AnyPgColumn, after: string | null): SQL =>
  after === null
    ? sql``
    : sql`and (${at}, ${id}) < (select x.at, x.id from (
        select at, id from audit_events where id = ${after}::uuid
        union all select started_at, id from shown_operations where id = ${after}::uuid
        union all select written_at, id from staff_notes where id = ${after}::uuid) x)`;

async function operationsIn(rows: Row[], viewer: Viewer): Promise<Map<string, OperationView>> {
  const ids = rows.filter(({ of }) => of === "operation").map(({ id }) => id);
  const found =
    ids.length === 0 ? [] : await database().select().from(operations).where(inArray(operations.id, ids));
  return new Map(found.map((row) => [row.id, operationViewOf(row, viewer)]));
}

function eventOf({ id, at, of, by, text, subject }: Row, views: Map<string, OperationView>): HostEvent[] {
  const when = { id, at: new Date(at).toISOString() };
  if (of === "operation") {
    const operation = views.get(id);
    return operation ? [{ ...when, operation, by }] : [];
  }
  return [of === "note" ? { ...when, note: text ?? "", by } : { ...when, action: text ?? "", subject, by }];
}

import "server-only";
import { type CsvValue, csvPages } from "@/lib/csv";
import type { AuditFilter } from "./audit-filter";
import { type Page, readAudit, readViews } from "./read-audit";

const PIECE = 1_000;

/** All that the filter finds, newest first. The names are fixed, for programs; times in UTC. */
export const auditCsv = (filter: AuditFilter): ReadableStream<Uint8Array> =>
  pages(
    filter,
    [
      "id",
      "at_utc",
      "actor",
      "actor_role",
      "viewing_as_customer",
      "action",
      "outcome",
      "customer",
      "host",
      "subject",
      "detail",
      "address",
      "operation",
    ],
    readAudit,
    (e) => [
      e.id,
      e.at,
      e.actorName,
      e.actorRole,
      e.viewing ? "yes" : "no",
      e.action,
      e.outcome,
      e.userId,
      e.vmId,
      e.subject,
      e.detail,
      e.address,
      e.operation ? "yes" : "no",
    ],
  );

export const viewsCsv = (filter: AuditFilter): ReadableStream<Uint8Array> =>
  pages(
    filter,
    [
      "id",
      "started_utc",
      "ended_utc",
      "staff",
      "staff_role",
      "customer",
      "customer_name",
      "reason",
      "changes_allowed_utc",
    ],
    readViews,
    (v) => [
      v.id,
      v.startedAt,
      v.endedAt,
      v.staffName,
      v.staffRole,
      v.userId,
      v.customerName,
      v.reason,
      v.changesAt,
    ],
  );

const pages = <Entry>(
  filter: AuditFilter,
  head: string[],
  read: (filter: AuditFilter, limit: number) => Promise<Page<Entry>>,
  fields: (entry: Entry) => CsvValue[],
) =>
  csvPages<AuditFilter>(head, { ...filter, after: null }, async (at) => {
    const { entries, next } = await read(at, PIECE);
    return { rows: entries.map(fields), next: next === null ? null : { ...at, after: next } };
  });

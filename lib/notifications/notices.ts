import "server-only";
import { sql } from "drizzle-orm";
import type { Transaction } from "../db/connection";
import { coversHost } from "../provider/announcements";
import type { NotificationData } from "./kinds";
import { isCustomer, joinHoldersAndGuests, recordFrom } from "./record";

/** Tells customers, and their guests, whose hosts stand where the maintenance or the incident is, each account once. */
export const tellOfNotice = (tx: Transaction, id: string): Promise<void> =>
  recordFrom(
    sql`select distinct on (a.id) a.id as account_id, null::uuid as tenancy_id, null::text as vm_id, 'notice' as kind,
        jsonb_build_object('notice', n.tone, 'id', n.id, 'en', n.text_en, 'zh', n.text_zh, 'from', n."from",
          'until', n.until) as data,
        'notice ' || n.id as event_key
      from announcements n join hosts h on ${coversHost} and h.gone_at is null and not h.doubled
      join tenancies t on t.vm_id = h.vm_id and t.until is null and t.owner = h.owner
      ${joinHoldersAndGuests()}
      where n.id = ${id} and n.tone in ('maintenance', 'incident')`,
    tx,
  );

/** Tells those whom it was told to that it was withdrawn. */
export const tellOfWithdrawal = (tx: Transaction, id: string): Promise<void> =>
  recordFrom(
    sql`select a.id as account_id, null::uuid as tenancy_id, null::text as vm_id, 'notice' as kind,
        told.data || jsonb_build_object('withdrawn',
          case when n."from" > n.withdrawn_at then 'cancelled' else 'over' end) as data,
        told.event_key || ' withdrawn' as event_key
      from announcements n join notifications told on told.event_key = 'notice ' || n.id
      join accounts a on a.id = told.account_id and ${isCustomer}
      where n.id = ${id}`,
    tx,
  );

const stamp = (iso: string): string => new Date(iso).toISOString().replace(/[-:]|\.\d{3}/g, "");
const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, "\\n");

/** A line of more than 75 bytes goes on in the next one, behind a space; no character is cut (RFC 5545). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const sign of line) {
    if (Buffer.byteLength(part + sign) > 74) {
      parts.push(part);
      part = "";
    }
    part += sign;
  }
  return [...parts, part].join("\r\n ");
}

export interface CalendarEntry {
  notice: NotificationData["notice"];
  summary: string;
  text: string;
}

/** A calendar file with all of these that have an end, each as it was told last; null where none has. */
export function calendarFile(entries: readonly CalendarEntry[], domain: string, now: Date): string | null {
  const newest = new Map(entries.map((one) => [`${one.notice.id}`, one]));
  const events = [...newest.values()].flatMap(({ notice: { id, from, until, withdrawn }, summary, text }) =>
    until === null || withdrawn === "over"
      ? []
      : [
          "BEGIN:VEVENT",
          `UID:${id}@${domain}`,
          `DTSTAMP:${stamp(now.toISOString())}`,
          `DTSTART:${stamp(from)}`,
          `DTEND:${stamp(until)}`,
          `SUMMARY:${escaped(summary)}`,
          `DESCRIPTION:${escaped(text)}`,
          ...(withdrawn ? ["STATUS:CANCELLED", "SEQUENCE:1"] : []),
          "END:VEVENT",
        ],
  );
  return events.length === 0
    ? null
    : [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//RStack Panel//EN",
        "METHOD:PUBLISH",
        ...events,
        "END:VCALENDAR",
        "",
      ]
        .map(folded)
        .join("\r\n");
}

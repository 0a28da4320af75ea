import type { AuditEntry, ViewEntry } from "../audit/read-audit";
import type { StaffNoteView } from "../notes/staff-notes";
import type { LedgerEntry } from "../operations/read-fleet-ledger";
import { one, type SearchParams } from "../search-params";

/** What a customer's timeline is made of, and narrowed to. */
export const TIMELINE_SOURCES = ["operations", "sign-ins", "views", "notes", "staff"] as const;
export type AroundCustomer = (typeof TIMELINE_SOURCES)[number];

/** Somebody signed in by one of the customer's accounts; kept as long as ended sessions are. */
export interface SignIn {
  username: string;
  address: string | null;
  userAgent: string | null;
}

/** `at` ISO 8601, UTC. */
export type TimelineEntry = { id: string; at: string } & (
  | { source: "operations"; operation: LedgerEntry }
  | { source: "sign-ins"; signIn: SignIn }
  | { source: "views"; view: ViewEntry }
  | { source: "notes"; note: StaffNoteView }
  | { source: "staff"; event: AuditEntry }
);

export const timelineSourceOf = (value: SearchParams[string]): AroundCustomer | null =>
  TIMELINE_SOURCES.find((source) => source === one(value)) ?? null;

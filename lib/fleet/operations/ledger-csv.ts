import "server-only";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { csvPages } from "@/lib/csv";
import type { LedgerFilter } from "./ledger-filter";
import { type LedgerEntry, readFleetLedger } from "./read-fleet-ledger";

const PIECE = 1_000;

export const LEDGER_COLUMNS = [
  "id",
  "started_utc",
  "ended_utc",
  "kind",
  "outcome",
  "host",
  "host_name",
  "customer",
  "subject",
  "actor",
  "actor_role",
  "viewing_as_customer",
  "refusal",
  "end_cause",
] as const;

/** All that the filter finds, newest first. The names are fixed, for programs; times in UTC. */
export const ledgerCsv = (
  filter: LedgerFilter,
  viewer: Pick<Viewer, "accountId" | "role">,
): ReadableStream<Uint8Array> =>
  csvPages<LedgerFilter>(LEDGER_COLUMNS, { ...filter, after: null }, async (at) => {
    const { entries, next } = await readFleetLedger(at, viewer, PIECE);
    return { rows: entries.map(fieldsOf), next: next === null ? null : { ...at, after: next } };
  });

const fieldsOf = ({ operation, ...entry }: LedgerEntry) => [
  operation.id,
  operation.startedAt,
  operation.endedAt,
  operation.kind,
  operation.outcome,
  entry.vmId,
  entry.hostName,
  entry.owner,
  operation.subject,
  entry.actorName,
  entry.actorRole,
  entry.viewing ? "yes" : "no",
  operation.refusal,
  entry.cause,
];

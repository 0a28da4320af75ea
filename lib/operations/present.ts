import { config } from "../config";
import type { OperationRow } from "./operation-row";
import { OPERATION_KINDS, type OperationKind, type OperationView } from "./operation-view";

const isKind = (kind: string): kind is OperationKind => OPERATION_KINDS.some((known) => known === kind);

/** Throws on a kind that this release does not know: a newer one wrote it into the same database. */
export function operationViewOf(row: OperationRow, viewer: { accountId: string }): OperationView {
  if (!isKind(row.kind)) {
    throw new Error(`Operation ${row.id} is of a kind that this release does not know`);
  }
  const byViewer = row.accountId === viewer.accountId;
  return {
    id: row.id,
    kind: row.kind,
    outcome: row.outcome,
    startedAt: row.startedAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    actorName: byViewer ? null : row.actorName,
    byViewer,
    notReacting: isNotReacting(row, new Date()),
    refusal: row.refusal,
    notSentCause: row.notSentCause,
  };
}

/** A Stop or Restart is carried out by the system inside the host, which may not listen. */
export function isNotReacting(row: OperationRow, now: Date): boolean {
  return (
    row.outcome === "open" &&
    (row.kind === "stop" || row.kind === "restart") &&
    row.acceptedAt !== null &&
    now.getTime() - row.acceptedAt.getTime() >= config().operations.notReactingMs
  );
}

import type { OperationRow } from "../../operations/operation-row";

/** What a host's page says of the last restore that took a safety snapshot first. Times are ISO 8601, UTC. */
export type RestoreUndo =
  /** The safety snapshot is made, and then the host goes back. `snapshot`: to which, as the master wrote it. */
  | { state: "going"; snapshot: string }
  /** Nothing was restored. `reason`: an outcome of the ledger, a block reason or an action's code. */
  | { state: "stopped"; reason: string }
  /** The state before can be brought back from the snapshot of that name. */
  | { state: "kept"; safety: string; until: string };

/** First the safety snapshot, then the restore; then it is kept for a day, and deleted. */
export const UNDO_PHASES = ["safety", "restore", "kept"] as const;
export type UndoPhase = (typeof UNDO_PHASES)[number];

const NOTHING_SENT: readonly string[] = ["not-sent", "refused"];

/**
 * Why nothing is restored, or was, after this operation that is over; null where it goes on. A safety snapshot has to be seen
 * as finished. A restore that was sent may have happened, whatever is known of it.
 */
export function reasonToStop(
  phase: UndoPhase,
  { outcome, notSentCause }: Pick<OperationRow, "outcome" | "notSentCause">,
): string | null {
  const goesOn = phase === "safety" ? outcome === "done" : !NOTHING_SENT.includes(outcome);
  return goesOn ? null : (notSentCause ?? outcome);
}

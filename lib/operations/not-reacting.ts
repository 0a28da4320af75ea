import { config } from "../config";
import { WAITING_KINDS } from "./command-rules";
import type { OperationRow } from "./operation-row";

/**
 * True once an accepted Stop or Restart had no effect for `OPERATION_NOT_REACTING_SECONDS`: the system inside the host
 * carries them out, and it may not listen.
 */
export function isNotReacting(row: OperationRow, now: Date): boolean {
  return (
    row.outcome === "open" &&
    WAITING_KINDS.some((kind) => kind === row.kind) &&
    row.acceptedAt !== null &&
    now.getTime() - row.acceptedAt.getTime() >= config().operations.notReactingMs
  );
}

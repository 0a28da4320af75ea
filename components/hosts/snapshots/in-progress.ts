import { isInProgress, type OperationView } from "@/lib/operations/operation-view";

export const CREATE_SNAPSHOT = "create-snapshot";
export const RESTORE_SNAPSHOT = "restore-snapshot";

/** The host's operation, where that is a snapshot in the making. */
export const snapshotInProgress = (operation: OperationView | null): OperationView | null =>
  operation?.kind === CREATE_SNAPSHOT && isInProgress(operation.outcome) ? operation : null;

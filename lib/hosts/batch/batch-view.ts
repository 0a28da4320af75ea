import type { ActionCode } from "../../action-result";
import { isInProgress, type OperationView } from "../../operations/operation-view";

/** What one host of a batch got for an answer: as a single command would have. */
export interface BatchAnswer {
  ok: boolean;
  code?: ActionCode;
  reason?: string;
  waitSeconds?: number;
}

export interface BatchHostView {
  /** The host's. */
  id: string;
  /** Null while it waits for its turn. */
  answer: BatchAnswer | null;
  /** Its operation as it is now; null where none was opened. */
  operation: OperationView | null;
}

/** A batch as a browser may see it, its hosts in their order. */
export interface BatchView {
  id: string;
  kind: string;
  hosts: BatchHostView[];
}

/** How many hosts one batch may have, and how many are too many a day; for the page's texts. */
export interface BatchLimits {
  hosts: number;
  perDay: number;
}

/** What came of one host: `waiting` for its turn, `going`, `done`, `not-sent` (it can be asked again) or `ended` otherwise. */
export type BatchProgress = "waiting" | "going" | "done" | "not-sent" | "ended";

export function progressOf({ answer, operation }: BatchHostView): BatchProgress {
  if (operation) {
    return isInProgress(operation.outcome)
      ? "going"
      : operation.outcome === "done" || operation.outcome === "not-sent"
        ? operation.outcome
        : "ended";
  }
  return answer === null ? "waiting" : "not-sent";
}

/** Whether anything of it may still change. */
export const isBatchOver = ({ hosts }: BatchView): boolean =>
  hosts.every((host) => host.answer !== null && progressOf(host) !== "going");

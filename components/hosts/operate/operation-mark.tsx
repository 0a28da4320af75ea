import { type Sign, StateDot } from "@/components/ui/state";
import { isMoot } from "@/lib/operations/block-reasons";
import type { LedgerOperation, OperationOutcome, OperationView } from "@/lib/operations/operation-view";

const SIGN: Record<OperationOutcome, Sign> = {
  open: "working",
  checking: "working",
  done: "done",
  refused: "failed",
  "not-sent": "failed",
  failed: "failed",
  unconfirmed: "unconfirmed",
  superseded: "unknown",
};

export const signOfOutcome = (outcome: OperationOutcome): Sign => SIGN[outcome];

/** The sign of how an operation went, for `StateDot`, `State` and `Badge`. */
export const signOfOperation = (
  operation: Pick<LedgerOperation, "outcome" | "kind" | "notSentCause">,
): Sign => (isMoot(operation) ? "unknown" : SIGN[operation.outcome]);

/** How an operation went, as a small mark before its line. */
export const OperationMark = ({ operation }: { operation: OperationView }) => (
  <StateDot sign={signOfOperation(operation)} />
);

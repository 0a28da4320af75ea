import "server-only";
import { log } from "../log";
import { keepLease } from "../operations/leases";
import { type Intent, markAccepted, markChecking, settle } from "../operations/ledger";
import type { OperationRow, VerificationNotes } from "../operations/operation-row";
import { readOperation } from "../operations/read-ledger";
import type { Fault, Outcome } from "../rstack/outcome";
import { endAfterRefusal } from "./after-refusal";

/** Renews the lease on an operation during `work`. Returns the row, read again where `work` returns null. */
export async function whileLeased(
  opened: OperationRow,
  work: () => Promise<OperationRow | null>,
): Promise<OperationRow> {
  const letGo = keepLease(opened.id);
  try {
    return (await work()) ?? (await readOperation(opened.id)) ?? opened;
  } catch (err) {
    // The ledger failed. Without renewals the lease runs out, and the reconciler finds the row.
    log.error({ err, operation: opened.id }, "an operation broke off");
    throw err;
  } finally {
    letGo();
  }
}

/** Writes down what came of an operation's one sending: accepted, refused, not sent, or to be checked. */
export async function writeAnswer(
  row: OperationRow,
  answer: Outcome<unknown>,
  onAccepted?: (value: unknown) => { notes?: VerificationNotes; params?: Intent["params"] } | undefined,
): Promise<OperationRow | null> {
  if (answer.ok) {
    return markAccepted(row.id, onAccepted?.(answer.value));
  }
  const { fault } = answer;
  switch (fault.kind) {
    case "refused":
      return endAfterRefusal(row, fault.text);
    case "not-sent":
      return settle(row.id, {
        outcome: "not-sent",
        notSentCause: fault.cause,
        faultDetail: faultLine(fault),
      });
    default:
      return markChecking(row.id, faultLine(fault));
  }
}

export const faultLine = (fault: Fault): string =>
  fault.kind === "refused" ? "refused" : `${fault.kind}: ${fault.cause}: ${fault.detail}`.slice(0, 500);

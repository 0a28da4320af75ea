import "server-only";
import { log } from "../log";
import { keepLease } from "../operations/leases";
import { markAccepted, markChecking, settle } from "../operations/ledger";
import type { Intent, OperationRow, VerificationNotes } from "../operations/operation-row";
import { readOperation } from "../operations/read-ledger";
import { settleRefused } from "../operations/refusals";
import { type Verdict, verificationFor } from "../operations/verifications";
import type { Fault, Outcome } from "../rstack/outcome";

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

/** Work that ends between the reading of two lists stands in neither, so a first look that saw nothing is repeated. */
const SECOND_LOOK_MS = 250;

/**
 * A master can refuse and do the work all the same, so the verification looks at once. Work that has begun
 * (`underWay`) is followed to its end. Otherwise the customer is told the refusal, and the reconciler looks again for a
 * while.
 */
async function endAfterRefusal(row: OperationRow, refusal: string): Promise<OperationRow | null> {
  const sent = (await readOperation(row.id)) ?? row;
  let verdict = await look(sent);
  if (verdict === null || (verdict.seen === "nothing" && verdict.notes?.underWay !== true)) {
    await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
    verdict = await look(sent);
  }
  if (verdict?.seen === "end") {
    const { outcome, evidence, params } = verdict;
    return outcome === "done"
      ? settle(row.id, { outcome, refusal, evidence: { ...evidence, despiteRefusal: true }, params })
      : settle(row.id, { outcome: "refused", refusal });
  }
  const notes = verdict?.notes;
  return notes?.underWay === true
    ? markChecking(row.id, "refused, and begun all the same", { refusal, notes })
    : settleRefused(row.id, refusal, notes);
}

async function look(row: OperationRow): Promise<Verdict | null> {
  const verify = verificationFor(row.kind);
  return verify
    ? verify(row, new Date()).catch((err) => {
        log.warn({ err, operation: row.id }, "a refusal could not be looked after");
        return null;
      })
    : null;
}

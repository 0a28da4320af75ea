import "server-only";
import { log } from "../log";
import { markChecking, settle } from "../operations/ledger";
import type { OperationRow } from "../operations/operation-row";
import { readOperation } from "../operations/read-ledger";
import { settleRefused } from "../operations/refusals";
import { type Verdict, verificationFor } from "../operations/verifications";

/** Work that ends between the reading of two lists stands in neither, so a first look that saw nothing is repeated. */
const SECOND_LOOK_MS = 250;

/**
 * A master can refuse and do the work all the same, so the verification looks at once. Work that has begun
 * (`underWay`) is followed to its end. Otherwise the customer is told the refusal, and the reconciler looks again for a
 * while.
 */
export async function endAfterRefusal(row: OperationRow, refusal: string): Promise<OperationRow | null> {
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

import "server-only";
import { log } from "../log";
import { markChecking, settle } from "../operations/ledger";
import type { OperationRow } from "../operations/operation-row";
import { probeFor } from "../operations/probes";
import { readOperation } from "../operations/read-ledger";

/**
 * A master can say no and have done it all the same: the kind's probe looks once, and what is seen counts. Where it notes
 * `underWay`, the work has begun and is followed to its end.
 */
export async function endAfterRefusal(row: OperationRow, refusal: string): Promise<OperationRow | null> {
  const sent = (await readOperation(row.id)) ?? row;
  const verdict = await probeFor(row.kind)?.(sent, new Date()).catch((err) => {
    log.warn({ err, operation: row.id }, "a refusal could not be looked after");
    return null;
  });
  if (verdict?.seen === "nothing" && verdict.notes?.underWay === true) {
    return markChecking(row.id, "refused, and begun all the same", { refusal, probe: verdict.notes });
  }
  return verdict?.seen === "end" && verdict.outcome === "done"
    ? settle(row.id, { outcome: "done", refusal, evidence: { ...verdict.evidence, despiteRefusal: true } })
    : settle(row.id, { outcome: "refused", refusal });
}

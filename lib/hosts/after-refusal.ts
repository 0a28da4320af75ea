import "server-only";
import { log } from "../log";
import { settle } from "../operations/ledger";
import type { OperationRow } from "../operations/operation-row";
import { probeFor } from "../operations/probes";
import { readOperation } from "../operations/read-ledger";

/** A master can say no and have done it all the same: the kind's probe looks once, and what is seen counts. */
export async function endAfterRefusal(row: OperationRow, refusal: string): Promise<OperationRow | null> {
  const sent = (await readOperation(row.id)) ?? row;
  const verdict = await probeFor(row.kind)?.(sent, new Date()).catch((err) => {
    log.warn({ err, operation: row.id }, "a refusal could not be looked after");
    return null;
  });
  return verdict?.seen === "end" && verdict.outcome === "done"
    ? settle(row.id, { outcome: "done", refusal, evidence: { ...verdict.evidence, despiteRefusal: true } })
    : settle(row.id, { outcome: "refused", refusal });
}

import "server-only";
import { log } from "../log";
import { markChecking, settle } from "../operations/ledger";
import type { OperationRow } from "../operations/operation-row";
import { probeFor, type Verdict } from "../operations/probes";
import { readOperation } from "../operations/read-ledger";

/** Work that ends just while a probe goes from one list to the next stands in neither: so nothing seen is seen twice. */
const SECOND_LOOK_MS = 250;

/**
 * A master can say no and have done it all the same: the kind's probe looks, and what is seen counts. Where it notes
 * `underWay`, the work has begun and is followed to its end.
 */
export async function endAfterRefusal(row: OperationRow, refusal: string): Promise<OperationRow | null> {
  const sent = (await readOperation(row.id)) ?? row;
  let verdict = await look(sent);
  if (verdict === null || (verdict.seen === "nothing" && verdict.notes?.underWay !== true)) {
    await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
    verdict = await look(sent);
  }
  if (verdict?.seen === "nothing" && verdict.notes?.underWay === true) {
    return markChecking(row.id, "refused, and begun all the same", { refusal, probe: verdict.notes });
  }
  return verdict?.seen === "end" && verdict.outcome === "done"
    ? settle(row.id, { outcome: "done", refusal, evidence: { ...verdict.evidence, despiteRefusal: true } })
    : settle(row.id, { outcome: "refused", refusal });
}

async function look(row: OperationRow): Promise<Verdict | null> {
  const probe = probeFor(row.kind);
  return probe
    ? probe(row, new Date()).catch((err) => {
        log.warn({ err, operation: row.id }, "a refusal could not be looked after");
        return null;
      })
    : null;
}

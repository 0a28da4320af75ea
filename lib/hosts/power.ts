import "server-only";
import type { Viewer } from "../accounts/viewer";
import type { ActionResult } from "../actions/action-result";
import { master } from "../master";
import { markChecking, settle } from "../operations/ledger";
import type { OperationRow } from "../operations/operation-row";
import type { PowerKind } from "../operations/operation-view";
import type { OwnedHost } from "./owned-host";
import { nothingToPrepare, performOperation } from "./perform";
import { lookAgain, seenDespiteRefusal } from "./power-refused";

/** One of the five power operations, as `performOperation` does them. */
export const performPower = (
  owned: OwnedHost,
  kind: PowerKind,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  performOperation(
    owned,
    {
      kind,
      prepare: nothingToPrepare,
      send: ({ options }) => master().power(owned.vmId, kind, options),
      onRefused: ({ row }, refusal) => endRefused(owned, kind, row, refusal),
    },
    formKey,
    viewer,
  );

/** A master can say no and have done it all the same: then what is seen counts. */
async function endRefused(owned: OwnedHost, kind: PowerKind, row: OperationRow, refusal: string) {
  const seen = await seenDespiteRefusal(owned.vmId, kind, false);
  if (seen.effect === "done") {
    return settle(row.id, { outcome: "done", refusal, evidence: seen.evidence });
  }
  if (seen.effect === "under-way") {
    return markChecking(row.id, "refused, and went off all the same", { refusal, probe: { wasOff: true } });
  }
  const ended = await settle(row.id, { outcome: "refused", refusal });
  if (ended) {
    lookAgain(ended, owned.vmId, kind);
  }
  return ended;
}

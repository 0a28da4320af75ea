import type { ActionResult } from "../action-result";
import { BLOCK_REASONS } from "../operations/block-reasons";
import type { OperationRow } from "../operations/operation-row";
import { LOOKUP_REFUSED } from "../operations/operation-view";
import { operationViewOf } from "../operations/present";

/** The answer to the person who sent the form; the same when the form is sent twice. */
export function operationResultOf(
  row: OperationRow,
  viewer: { accountId: string; role: string },
): ActionResult {
  const operation = operationViewOf(row, viewer);
  if (row.outcome === "refused") {
    return { ok: false, code: "refused", operation };
  }
  if (row.outcome !== "not-sent") {
    return { ok: true, operation };
  }
  const cause = row.notSentCause ?? "";
  if (cause === "not-yours" || cause === "not-listed") {
    return { ok: false, code: "not-found" };
  }
  if (cause === LOOKUP_REFUSED) {
    return { ok: false, code: "refused", operation };
  }
  return BLOCK_REASONS.some((reason) => reason === cause)
    ? { ok: false, code: "not-possible", reason: cause, operation }
    : { ok: false, code: "master-down", operation };
}

import type { ActionResult } from "@/lib/action-result";
import type { CustomerChange } from "./change-customer";

/** What the staff's page is told; it has a sentence for each `reason` and each code. */
export function customerResult(change: CustomerChange<unknown>): ActionResult {
  if (change.ok) {
    return { ok: true };
  }
  switch (change.code) {
    case "number-taken":
    case "has-hosts":
    case "changed-meanwhile":
    case "lookup-unreadable":
      return { ok: false, code: "not-possible", reason: change.code };
    case "refused":
      return { ok: false, code: "refused", said: change.said };
    default:
      return { ok: false, code: change.code };
  }
}

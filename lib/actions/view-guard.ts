import "server-only";
import type { View, Viewer } from "../accounts/sessions/viewer";
import { config } from "../config";
import { Refusal } from "./refusal";

/** Why staff who look through a customer's eyes may not do this; null where they don't, or where changes are allowed. */
export function viewRefusal({ view }: Pick<Viewer, "view">): "view-over" | "read-only" | null {
  if (!view) {
    return null;
  }
  return view.over ? "view-over" : view.changes ? null : "read-only";
}

/** Whether this member of staff may allow changes in their view; `app/(panel)/viewing/actions.ts` asks for the proof. */
export const mayAllowChanges = (view: View): boolean =>
  !view.over && (view.staffRole === "admin" || config().supportMayChange);

/** For changes to a customer's hosts: a view is read-only until changes were allowed. */
export function refuseInReadOnlyView(viewer: Pick<Viewer, "view">): void {
  const why = viewRefusal(viewer);
  if (why === "view-over") {
    throw new Refusal({ ok: false, code: "view-over" });
  }
  if (why) {
    throw new Refusal({ ok: false, code: "not-possible", reason: why });
  }
}

/** For what stays out of reach of every view: a person's own password, sessions, second factors, e-mail. */
export function refuseInView(viewer: Pick<Viewer, "view">): void {
  if (viewer.view) {
    throw new Refusal({ ok: false, code: "view-locked" });
  }
}

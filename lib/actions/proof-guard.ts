import "server-only";
import { hasProvenLately, mustProveAgain } from "../accounts/second-factor/proof";
import type { Viewer } from "../accounts/sessions/viewer";
import { Refusal } from "./refusal";

/** Before what can't be had back, for whoever wants to be asked again: refused until they have shown that it is them. */
export async function refuseUnproven(viewer: Viewer): Promise<void> {
  if (await mustProveAgain(viewer)) {
    throw new Refusal({ ok: false, code: "prove-again" });
  }
}

/** Before what is the person's own way in: who acts for a linked customer is themselves again first. */
export function refuseLinked({ linkedTo }: Viewer): void {
  if (linkedTo) {
    throw new Refusal({ ok: false, code: "not-possible", reason: "own-customer-first" });
  }
}

/** Before what opens another person's account, for everybody. */
export async function refuseNotProvenLately(viewer: Viewer): Promise<void> {
  if (!(await hasProvenLately(viewer))) {
    throw new Refusal({ ok: false, code: "prove-again" });
  }
}

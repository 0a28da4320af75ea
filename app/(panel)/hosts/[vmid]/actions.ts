"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { mayChangeFactors } from "@/lib/accounts/second-factor/proof";
import { isOwner } from "@/lib/accounts/sessions/viewer";
import { ownedAction } from "@/lib/actions/owned-action";
import { refuseInView } from "@/lib/actions/view-guard";
import { blockOf } from "@/lib/hosts/blocked-commands";
import { hostViewOf } from "@/lib/hosts/host-read";
import { setProtection } from "@/lib/hosts/protection/protection";
import { askIn } from "@/lib/hosts/rescue/rescue-steps";
import { RESCUE_AIMS, RESCUE_PHASES } from "@/lib/hosts/rescue/rescue-view";
import { beginRescue } from "@/lib/hosts/rescue/rescues";
import { inPageLanguage } from "@/lib/i18n/viewer-preferences";
import { recordAudit } from "@/lib/operations/audit";

/** The owner's alone, and no view's. Whoever takes it off has just shown that it is them. */
export const protect = ownedAction({
  name: "protect",
  fields: { on: z.enum(["0", "1"]) },
  run: async ({ owned, input, viewer }) => {
    refuseInView(viewer);
    if (!isOwner(viewer)) {
      return { ok: false, code: "not-allowed" };
    }
    const on = input.on === "1";
    if (!on && !(await mayChangeFactors(viewer))) {
      return { ok: false, code: "prove-again" };
    }
    if (await setProtection(owned, on)) {
      await recordAudit(viewer, {
        action: on ? "host-protected" : "host-unprotected",
        outcome: "done",
        userId: owned.owner,
        vmId: owned.vmId,
      });
    }
    revalidatePath(`/hosts/${owned.vmId}`, "layout");
    return { ok: true };
  },
});

/** Several commands by one press: whoever may send each may ask for all. Each is checked anew when its turn comes. */
export const rescue = ownedAction({
  name: "rescue",
  fields: { aim: z.enum(RESCUE_AIMS), formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) },
  run: async ({ owned, input, viewer }) => {
    const host = await hostViewOf(owned, viewer);
    for (const phase of RESCUE_PHASES) {
      const asked = askIn({ aim: input.aim, phase, mediumId: "" }, host.state);
      const reason = asked && blockOf(asked.kind, host, host.operation);
      // A state that nobody looked at is read by the command itself.
      if (reason && reason !== "state-unknown") {
        return { ok: false, code: "not-possible", reason };
      }
    }
    const begun = await beginRescue(owned, await inPageLanguage(viewer), input);
    if (!begun.ok) {
      return { ok: false, code: "not-possible", reason: begun.why };
    }
    await recordAudit(viewer, {
      action: input.aim === "begin" ? "rescue-started" : "rescue-ended",
      outcome: "done",
      userId: owned.owner,
      vmId: owned.vmId,
    });
    revalidatePath(`/hosts/${owned.vmId}`);
    return { ok: true };
  },
});

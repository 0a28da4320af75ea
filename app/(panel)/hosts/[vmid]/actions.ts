"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { mayChangeFactors } from "@/lib/accounts/second-factor/proof";
import { isOwner } from "@/lib/accounts/sessions/viewer";
import { ownedAction } from "@/lib/actions/owned-action";
import { Refusal } from "@/lib/actions/refusal";
import { refuseInView } from "@/lib/actions/view-guard";
import { blockOf } from "@/lib/hosts/blocked-commands";
import { hostViewOf } from "@/lib/hosts/host-read";
import { isProtected, setProtection } from "@/lib/hosts/protection/protection";
import { askIn, RESCUE_KINDS } from "@/lib/hosts/rescue/rescue-steps";
import { RESCUE_AIMS, RESCUE_PHASES } from "@/lib/hosts/rescue/rescue-view";
import { beginRescue } from "@/lib/hosts/rescue/rescues";
import { inPageLanguage } from "@/lib/i18n/viewer-preferences";

/** The owner's alone, and no view's. Whoever takes it off has just shown that it is them. */
export const protect = ownedAction({
  name: "protect",
  fields: { on: z.enum(["0", "1"]) },
  prepare: async ({ owned, input, viewer }) => {
    refuseInView(viewer);
    if (!isOwner(viewer)) {
      throw new Refusal({ ok: false, code: "not-allowed" });
    }
    const on = input.on === "1";
    if (!on && !(await mayChangeFactors(viewer))) {
      throw new Refusal({ ok: false, code: "prove-again" });
    }
    return { on, isSo: (await isProtected(owned.tenancyId)) === on };
  },
  audit: {
    by: "everybody",
    event: ({ prepared: { on, isSo } }) =>
      isSo ? null : { action: on ? "host-protected" : "host-unprotected" },
  },
  run: async ({ owned, prepared: { on } }) => {
    await setProtection(owned, on);
    revalidatePath(`/hosts/${owned.vmId}`, "layout");
    return { ok: true };
  },
});

/** Several commands by one press: whoever may send each may ask for all. Each is checked anew when its turn comes. */
export const rescue = ownedAction({
  name: "rescue",
  guests: RESCUE_KINDS,
  fields: { aim: z.enum(RESCUE_AIMS), formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) },
  prepare: async ({ owned, input, viewer }) => {
    const host = await hostViewOf(owned, viewer);
    for (const phase of RESCUE_PHASES) {
      const asked = askIn({ aim: input.aim, phase, mediumId: "" }, host.state);
      const reason = asked && blockOf(asked.kind, host, host.operation);
      // A state that nobody looked at is read by the command itself.
      if (reason && reason !== "state-unknown") {
        throw new Refusal({ ok: false, code: "not-possible", reason });
      }
    }
  },
  audit: {
    by: "everybody",
    event: ({ input }) => ({ action: input.aim === "begin" ? "rescue-started" : "rescue-ended" }),
  },
  run: async ({ owned, input, viewer }) => {
    const begun = await beginRescue(owned, await inPageLanguage(viewer), input);
    if (!begun.ok) {
      return { ok: false, code: "not-possible", reason: begun.why };
    }
    revalidatePath(`/hosts/${owned.vmId}`);
    return { ok: true };
  },
});

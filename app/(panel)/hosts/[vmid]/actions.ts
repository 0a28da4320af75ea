"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { mayChangeFactors } from "@/lib/accounts/second-factor/proof";
import { isOwner } from "@/lib/accounts/sessions/viewer";
import { ownedAction } from "@/lib/actions/owned-action";
import { refuseInView } from "@/lib/actions/view-guard";
import { setProtection } from "@/lib/hosts/protection/protection";
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

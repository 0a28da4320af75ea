"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { signInOf } from "@/lib/accounts/sessions/viewer";
import { customerAction } from "@/lib/actions/customer-action";
import { refuseNotProvenLately } from "@/lib/actions/proof-guard";
import { Refusal } from "@/lib/actions/refusal";
import { decide } from "@/lib/api/mcp/approvals";

/** Of the owner alone, in no view, and a yes by their second factor: without one there is none. */
export const decideApproval = customerAction({
  name: "decide-approval",
  fields: { approval: z.uuid(), decision: z.enum(["approved", "declined"]) },
  prepare: async ({ input, viewer }) => {
    if (viewer.role !== "customer") {
      throw new Refusal({ ok: false, code: "not-allowed" });
    }
    if (input.decision === "approved") {
      if (!(await hasSecondFactor(signInOf(viewer)))) {
        throw new Refusal({ ok: false, code: "not-possible", reason: "needs-factor" });
      }
      await refuseNotProvenLately(viewer);
    }
  },
  // The command stands in the ledger, with its token.
  audit: null,
  run: async ({ input, viewer }) => {
    const result = await decide(viewer.accountId, { id: input.approval, decision: input.decision });
    revalidatePath("/approvals");
    return result;
  },
});

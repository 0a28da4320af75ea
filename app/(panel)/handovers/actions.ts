"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { customerAction } from "@/lib/actions/customer-action";
import { Refusal } from "@/lib/actions/refusal";
import { config } from "@/lib/config";
import { acceptOffer } from "@/lib/fleet/handover/accept-offer";
import { declineOffer } from "@/lib/fleet/handover/offers";

const fields = { offer: z.uuid() };
const OVER = { ok: false, code: "not-possible", reason: "offer-over" } as const;

/** A customer's own answer, in no view. */
function refuseOthers({ role, userId }: Viewer): void {
  if (role !== "customer" || userId === null) {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
  if (!config().handover) {
    throw new Refusal(OVER);
  }
}

export const acceptHandover = customerAction({
  name: "accept-handover",
  fields,
  prepare: ({ viewer }) => refuseOthers(viewer),
  audit: {
    by: "everybody",
    event: ({ input }) => ({ action: "handover-accepted", detail: { offer: input.offer } }),
  },
  run: async ({ input, viewer }) => {
    const result = await acceptOffer(viewer, input.offer);
    revalidatePath("/handovers");
    return result;
  },
});

export const declineHandover = customerAction({
  name: "decline-handover",
  fields,
  prepare: ({ viewer }) => refuseOthers(viewer),
  audit: {
    by: "everybody",
    event: ({ input }) => ({ action: "handover-declined", detail: { offer: input.offer } }),
  },
  run: async ({ input, viewer }) => {
    const done = await declineOffer(viewer.accountId, input.offer);
    revalidatePath("/handovers");
    return done ? { ok: true } : OVER;
  },
});

"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { readView, stopView as stop } from "@/lib/accounts/sessions/views";
import { staffAction } from "@/lib/actions/staff-action";

/** A view that goes on, a colleague's or one's own in another browser, is over at once. */
export const stopView = staffAction({
  name: "stop-view",
  roles: ["admin"],
  fields: { viewId: z.uuid() },
  audit: async ({ input }) => {
    const view = await readView(input.viewId);
    return { action: "view-ended", userId: view?.userId, subject: view?.staffName };
  },
  run: async ({ input }) => {
    const isStopped = await stop(input.viewId);
    revalidatePath("/admin/audit/views");
    return isStopped ? { ok: true } : { ok: false, code: "not-found" };
  },
});

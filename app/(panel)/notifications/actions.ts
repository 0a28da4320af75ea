"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { customerAction } from "@/lib/actions/customer-action";
import { markRead } from "@/lib/notifications/read-notifications";

/** All that was told up to the newest one on the page; what came meanwhile stays new. */
export const markNotificationsRead = customerAction({
  name: "mark-notifications-read",
  fields: { newest: z.uuid() },
  audit: null,
  run: async ({ input, viewer }) => {
    await markRead(viewer.accountId, input.newest);
    revalidatePath("/", "layout");
    return { ok: true };
  },
});

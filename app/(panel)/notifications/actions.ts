"use server";

import { revalidatePath } from "next/cache";
import type { ReactNode } from "react";
import { z } from "zod";
import type { ActionResult } from "@/lib/action-result";
import { customerAction } from "@/lib/actions/customer-action";
import { markRead } from "@/lib/notifications/read-notifications";
import { drawBell } from "./draw-bell";

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

/** For the bell of a desk: drawn here, so that no other page carries the texts. */
export const readBell = customerAction({
  name: "read-bell",
  fields: {},
  audit: null,
  run: async ({ viewer }): Promise<ActionResult<{ lines: ReactNode; newest: string }>> => ({
    ok: true,
    ...(await drawBell(viewer)),
  }),
});

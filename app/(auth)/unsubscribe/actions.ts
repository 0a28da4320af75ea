"use server";

import { z } from "zod";
import { openAction } from "@/lib/actions/open-action";
import { unsubscribe } from "@/lib/notifications/unsubscribe";

/** The token proves that whoever presses got the mail; it ends mails and nothing else. */
export const unsubscribeByLink = openAction({
  name: "unsubscribe",
  fields: { token: z.string().max(1_000) },
  run: async ({ input }) =>
    (await unsubscribe(input.token)) ? { ok: true } : { ok: false, code: "link-over" },
});

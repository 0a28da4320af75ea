"use server";

import { z } from "zod";
import { activateByLink } from "@/lib/accounts/links/use-link";
import { openAction } from "@/lib/actions/open-action";

/** A customer's own account by an invitation. */
export const activate = openAction({
  name: "activate",
  fields: {
    token: z.string().max(64),
    username: z.string().min(1).max(64).trim(),
    password: z.string().min(1).max(1024),
  },
  run: async ({ input: { token, ...given } }) => {
    const entered = await activateByLink(token, given);
    if (entered.ok) {
      return { ok: true };
    }
    return entered.code === "weak-password"
      ? { ok: false, code: "weak-password", reason: entered.fault }
      : entered;
  },
});

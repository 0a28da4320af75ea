"use server";

import { redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { readLink } from "@/lib/accounts/links/links";
import { requestEntry } from "@/lib/accounts/links/reset-and-invite";
import { resetByLink } from "@/lib/accounts/links/use-link";
import { newToken } from "@/lib/accounts/secrets";
import { setDeviceCookie } from "@/lib/accounts/sign-in/sign-in-cookies";
import type { ActionResult } from "@/lib/action-result";
import { openAction } from "@/lib/actions/open-action";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { log } from "@/lib/log";

/** Answers the same, and as fast, whether there is such an account or not: what it finds is found afterwards. */
export const askForLink = openAction({
  name: "ask-for-link",
  fields: { login: z.string().min(1).max(254) },
  run: async ({ input, caller }) => {
    const { locale } = await viewerPreferences();
    after(() =>
      requestEntry(input.login, locale, caller.address).catch((err) =>
        log.error({ err }, "a way in could not be mailed"),
      ),
    );
    return { ok: true };
  },
});

/** Whether a mailed link is good, and the address that one for a new address is about. Uses nothing up. */
export const lookAtLink = openAction({
  name: "look-at-link",
  fields: { token: z.string().max(64), purpose: z.enum(["activate", "reset", "email"]) },
  run: async ({ input: { token, purpose } }): Promise<ActionResult<{ shown: string }>> => {
    const link = await readLink(token, purpose);
    if (!link || (purpose === "email" && !link.email)) {
      return { ok: false, code: "link-over" };
    }
    return purpose === "email" ? { ok: true, shown: link.email ?? "" } : { ok: true };
  },
});

export const setPasswordByLink = openAction({
  name: "set-password-by-link",
  fields: { token: z.string().max(64), password: z.string().min(1).max(1024) },
  run: async ({ input, caller }) => {
    const device = caller.device ?? newToken();
    const entered = await resetByLink(input.token, input.password, device);
    if (entered.ok) {
      // It is no stranger at the sign-in that follows, whoever guesses at the account meanwhile.
      await setDeviceCookie(device);
      redirect("/reset/done");
    }
    return entered.code === "weak-password"
      ? { ok: false, code: "weak-password", reason: entered.fault }
      : entered;
  },
});

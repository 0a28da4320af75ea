"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { safePath } from "@/lib/accounts/safe-path";
import { cookieOptions } from "@/lib/accounts/sessions/session-cookie";
import { setEntryCookie } from "@/lib/accounts/sign-in/sign-in-cookies";
import { enterBySso, ssoCookie } from "@/lib/accounts/sign-in/sso";
import { leaveTo } from "@/lib/actions/leave-to";
import { openAction } from "@/lib/actions/open-action";

/** The person's own click: only now a session begins. */
export const continueBySso = openAction({
  name: "continue-by-sso",
  /** Whom the page named. */
  fields: { account: z.uuid(), next: z.string().max(300).optional() },
  run: async ({ input, caller }) => {
    const jar = await cookies();
    const challenge = jar.get(ssoCookie())?.value;
    const entry = challenge ? await enterBySso(challenge, input.account, caller) : null;
    jar.set(ssoCookie(), "", { ...cookieOptions(), maxAge: 0 });
    if (!entry) {
      return { ok: false, code: "link-over" };
    }
    return leaveTo(await setEntryCookie(entry, safePath(input.next, "customer")));
  },
});

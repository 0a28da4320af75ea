"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { signInByPasskey, signInPasskeyOptions } from "@/lib/accounts/second-factor/finish-entry";
import { readAuthentication, responseField } from "@/lib/accounts/second-factor/webauthn-response";
import { newToken } from "@/lib/accounts/secrets";
import { signInWith } from "@/lib/accounts/sign-in/sign-in";
import { setDeviceCookie, setEntryCookie } from "@/lib/accounts/sign-in/sign-in-cookies";
import type { ActionResult } from "@/lib/action-result";
import { leaveTo } from "@/lib/actions/leave-to";
import { openAction } from "@/lib/actions/open-action";

export const signIn = openAction({
  name: "sign-in",
  fields: {
    login: z.string().min(1).max(254),
    password: z.string().min(1).max(1024),
    next: z.string().max(512).optional(),
  },
  run: async ({ input, caller }): Promise<ActionResult> => {
    const keepsCookies = (await cookies()).size > 0;
    const { device, ...result } = await signInWith(input, caller);
    if (device) {
      await setDeviceCookie(device);
    }
    if (!result.ok) {
      return result;
    }
    const path = await setEntryCookie(result, input.next);
    // A browser that brought no cookie comes by the sign-in page, which sees whether it kept these. With JavaScript all do.
    return leaveTo(
      keepsCookies
        ? path
        : `/sign-in?${new URLSearchParams({ ...(input.next ? { next: input.next } : {}), entered: "1" })}`,
    );
  },
});

/** For a sign-in by passkey alone; the browser gets its own token, to which the question is bound. */
export const askSignInPasskey = openAction({
  name: "ask-sign-in-passkey",
  fields: {},
  run: async ({ caller }): Promise<ActionResult<{ passkey: string }>> => {
    const device = caller.device ?? newToken();
    await setDeviceCookie(device);
    return { ok: true, passkey: await signInPasskeyOptions(device) };
  },
});

export const signInWithPasskey = openAction({
  name: "sign-in-with-passkey",
  fields: { response: responseField, next: z.string().max(512).optional() },
  run: async ({ input, caller }) => {
    const response = readAuthentication(input.response);
    if (!response) {
      return { ok: false, code: "invalid" };
    }
    const result = await signInByPasskey(response, caller);
    return result.ok ? leaveTo(await setEntryCookie(result.entry, input.next)) : result;
  },
});

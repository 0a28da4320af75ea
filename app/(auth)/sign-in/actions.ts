"use server";

import { z } from "zod";
import { signInWith } from "@/lib/accounts/sign-in";
import { setDeviceCookie, setEntryCookie } from "@/lib/accounts/sign-in-cookies";
import { leaveTo } from "@/lib/actions/leave-to";
import { openAction } from "@/lib/actions/open-action";

export const signIn = openAction({
  name: "sign-in",
  fields: {
    login: z.string().min(1).max(254),
    password: z.string().min(1).max(1024),
    next: z.string().max(512).optional(),
  },
  run: async ({ input, caller }) => {
    const { device, ...result } = await signInWith(input, caller);
    if (device) {
      await setDeviceCookie(device);
    }
    if (!result.ok) {
      return { ...result, login: input.login };
    }
    return leaveTo(await setEntryCookie(result, input.next));
  },
});

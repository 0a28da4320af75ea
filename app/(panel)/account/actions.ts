"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { currentCaller } from "@/lib/accounts/caller";
import { changeOwnPassword } from "@/lib/accounts/change-password";
import { currentViewer } from "@/lib/accounts/current-viewer";
import { saveLocale, saveTheme } from "@/lib/accounts/preferences";
import { cookieOptions } from "@/lib/accounts/session-cookie";
import { createSession, endSessionsOf } from "@/lib/accounts/sessions";
import { clearSessionCookie, setSessionCookie } from "@/lib/accounts/sign-in-cookies";
import { LOCALES, THEMES } from "@/lib/accounts/viewer";
import { customerAction } from "@/lib/actions/customer-action";
import { leaveTo } from "@/lib/actions/leave-to";
import { openAction } from "@/lib/actions/open-action";
import { localeCookie, PREFERENCE_COOKIE_SECONDS, themeCookie } from "@/lib/i18n/preferences";

export const changePassword = customerAction({
  name: "change-password",
  fields: { current: z.string().min(1).max(1024), next: z.string().min(1).max(1024) },
  run: async ({ input, viewer }) => {
    const change = await changeOwnPassword(viewer.accountId, input);
    if (!change.ok) {
      return change.code === "weak-password"
        ? { ok: false, code: change.code, fields: { next: change.fault } }
        : change;
    }
    const { sid, maxAgeSeconds } = await createSession(
      { id: viewer.accountId, role: viewer.role },
      await currentCaller(),
    );
    await setSessionCookie(viewer.accountId, sid, maxAgeSeconds);
    return { ok: true };
  },
});

export const signOutEverywhere = customerAction({
  name: "sign-out-everywhere",
  fields: {},
  run: async ({ viewer }) => {
    await endSessionsOf(viewer.accountId, { reason: "signed-out-everywhere" });
    await clearSessionCookie();
    return leaveTo("/sign-in");
  },
});

export const signOut = customerAction({
  name: "sign-out",
  fields: {},
  inView: "allowed",
  run: async () => {
    await clearSessionCookie();
    return leaveTo("/sign-in");
  },
});

export const setLanguage = openAction({
  name: "set-language",
  fields: { locale: z.enum(LOCALES) },
  run: async ({ input: { locale } }) => {
    const viewer = await currentViewer();
    if (viewer) {
      await saveLocale(viewer.accountId, locale);
    }
    (await cookies()).set(localeCookie(), locale, { ...cookieOptions(), maxAge: PREFERENCE_COOKIE_SECONDS });
    return { ok: true };
  },
});

export const setTheme = openAction({
  name: "set-theme",
  fields: { theme: z.enum(THEMES) },
  run: async ({ input: { theme } }) => {
    const viewer = await currentViewer();
    if (viewer) {
      await saveTheme(viewer.accountId, theme);
    }
    (await cookies()).set(themeCookie(), theme, { ...cookieOptions(), maxAge: PREFERENCE_COOKIE_SECONDS });
    return { ok: true };
  },
});

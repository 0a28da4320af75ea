"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { after } from "next/server";
import { z } from "zod";
import { currentCaller } from "@/lib/accounts/caller";
import { changeOwnPassword } from "@/lib/accounts/change-password";
import { isOwnCustomer, switchCustomer } from "@/lib/accounts/linked/linked-customers";
import { askForEmail, mailEmailLink } from "@/lib/accounts/links/change-email";
import { changeProfile } from "@/lib/accounts/own-profile";
import { saveLocale, saveSingleKeys, saveTheme, saveTimeZone } from "@/lib/accounts/preferences";
import { currentViewer, signedOutPath } from "@/lib/accounts/sessions/current-viewer";
import { endOwnSession, endSessionsOf } from "@/lib/accounts/sessions/end-sessions";
import { renewSession } from "@/lib/accounts/sessions/renew-session";
import { cookieOptions } from "@/lib/accounts/sessions/session-cookie";
import { signInOf, THEMES } from "@/lib/accounts/sessions/viewer";
import { enterAnew } from "@/lib/accounts/sign-in/enter";
import { clearSessionCookie, setSessionCookie } from "@/lib/accounts/sign-in/sign-in-cookies";
import { customerAction } from "@/lib/actions/customer-action";
import { leaveTo, signedOutTo } from "@/lib/actions/leave-to";
import { openAction } from "@/lib/actions/open-action";
import { refuseLinked } from "@/lib/actions/proof-guard";
import { config } from "@/lib/config";
import { LOCALES } from "@/lib/i18n/locales";
import { localeCookie, PREFERENCE_COOKIE_SECONDS, themeCookie } from "@/lib/i18n/preferences";
import { isTimeZone } from "@/lib/i18n/time-zones";
import { viewerPreferences } from "@/lib/i18n/viewer-preferences";
import { log } from "@/lib/log";
import { dismiss } from "@/lib/provider/announcements";

/** No control or format characters; RStack keeps it as it is. */
const profileText = z
  .string()
  .max(60)
  .transform((text) => text.trim())
  .refine((text) => !/\p{C}/u.test(text));

/** What the form showed before: as RStack had it. */
const shownText = z.string().max(300).optional();

export const changePassword = customerAction({
  name: "change-password",
  fields: { current: z.string().min(1).max(1024), next: z.string().min(1).max(1024) },
  prepare: ({ viewer }) => refuseLinked(viewer),
  audit: { by: "staff", event: () => ({ action: "password-set" }) },
  run: async ({ input, viewer }) => {
    const change = await changeOwnPassword(
      viewer.accountId,
      input,
      config().passwordToRstack ? viewer.userId : null,
    );
    if (!change.ok) {
      return change.code === "weak-password"
        ? { ok: false, code: change.code, fields: { next: change.fault } }
        : change;
    }
    const entry = await enterAnew(viewer, await currentCaller());
    await setSessionCookie(viewer.accountId, entry.sid, entry.maxAgeSeconds);
    return change;
  },
});

/** Name and phone as RStack has them; which may be changed is a setting. */
export const saveProfile = customerAction({
  name: "save-profile",
  fields: {
    name: profileText.optional(),
    phone: profileText.optional(),
    shownName: shownText,
    shownPhone: shownText,
  },
  // A customer's own: RStack has none of staff's.
  audit: null,
  run: async ({ input, viewer }) => {
    if (viewer.userId === null) {
      return { ok: false, code: "not-allowed" };
    }
    const { shownName, shownPhone, ...wanted } = input;
    const change = await changeProfile(viewer.userId, wanted, { name: shownName, phone: shownPhone });
    if (change.ok) {
      revalidatePath("/account");
      return change.kept.length > 0 ? { ok: true, note: "kept" } : { ok: true };
    }
    return change.why === "changed-meanwhile"
      ? { ok: false, code: "not-possible", reason: change.why }
      : { ok: false, code: change.why };
  },
});

export const changeEmail = customerAction({
  name: "change-email",
  fields: { password: z.string().min(1).max(1024), email: z.string().max(254) },
  prepare: ({ viewer }) => refuseLinked(viewer),
  // As above; the old address is told.
  audit: null,
  run: async ({ input, viewer }) => {
    if (viewer.role !== "customer") {
      return { ok: false, code: "not-allowed" };
    }
    const { locale } = await viewerPreferences();
    const { accountId, userId } = viewer;
    const asked = await askForEmail(viewer, input);
    if (!asked.ok) {
      return asked;
    }
    // Whose the address is, is looked at once the answer is out: neither its words nor its time tell.
    after(() =>
      mailEmailLink({ accountId, userId, locale }, asked.email).catch((err) =>
        log.error({ err, accountId }, "the link for a new e-mail address could not be mailed"),
      ),
    );
    return { ok: true };
  },
});

export const setTimeZone = customerAction({
  name: "set-time-zone",
  fields: { timeZone: z.string().max(64) },
  audit: null,
  run: async ({ input: { timeZone }, viewer }) => {
    if (timeZone !== "" && !isTimeZone(timeZone)) {
      return { ok: false, code: "invalid", fields: { timeZone: "invalid" } };
    }
    await saveTimeZone(signInOf(viewer), timeZone === "" ? null : timeZone);
    revalidatePath("/", "layout");
    return { ok: true };
  },
});

export const setSingleKeys = customerAction({
  name: "set-single-keys",
  fields: { singleKeys: z.enum(["0", "1"]) },
  audit: null,
  run: async ({ input: { singleKeys }, viewer }) => {
    await saveSingleKeys(signInOf(viewer), singleKeys === "1");
    revalidatePath("/", "layout");
    return { ok: true };
  },
});

/** One session of one's own, or all but the one that asks. */
export const endSession = customerAction({
  name: "end-session",
  fields: { sessionId: z.uuid() },
  audit: { by: "staff", event: () => ({ action: "sessions-ended" }) },
  run: async ({ input, viewer }) => {
    if (input.sessionId === viewer.sessionId) {
      return { ok: false, code: "invalid" };
    }
    await endOwnSession(signInOf(viewer), input.sessionId);
    revalidatePath("/account");
    return { ok: true };
  },
});

export const endOtherSessions = customerAction({
  name: "end-other-sessions",
  fields: {},
  audit: { by: "staff", event: () => ({ action: "sessions-ended" }) },
  run: async ({ viewer }) => {
    await endSessionsOf(signInOf(viewer), { reason: "signed-out", except: viewer.sessionId });
    revalidatePath("/account");
    return { ok: true };
  },
});

/** The person acts for another of their customers from now on. */
export const chooseCustomer = customerAction({
  name: "choose-customer",
  fields: { account: z.uuid() },
  // It changes nothing but what the session shows; what is done for the customer leaves rows of its own.
  audit: null,
  run: async ({ input, viewer }) => {
    const session = { sessionId: viewer.sessionId, signInId: signInOf(viewer) };
    if (!(await isOwnCustomer(session.signInId, input.account))) {
      return { ok: false, code: "not-found" };
    }
    if (!(await renewSession())) {
      return { ok: false, code: "form-used" };
    }
    await switchCustomer(session, input.account);
    return leaveTo("/hosts");
  },
});

export const signOut = customerAction({
  name: "sign-out",
  fields: {},
  inView: "allowed",
  settingUp: "allowed",
  audit: null,
  run: async () => {
    const path = await signedOutPath();
    await clearSessionCookie();
    return signedOutTo(path);
  },
});

export const setLanguage = openAction({
  name: "set-language",
  fields: { locale: z.enum(LOCALES) },
  run: async ({ input: { locale } }) => {
    const viewer = await currentViewer();
    if (viewer) {
      await saveLocale(signInOf(viewer), locale);
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
      await saveTheme(signInOf(viewer), theme);
    }
    (await cookies()).set(themeCookie(), theme, { ...cookieOptions(), maxAge: PREFERENCE_COOKIE_SECONDS });
    return { ok: true };
  },
});

/** For this account alone; not in a view: the customer never read it. */
export const dismissAnnouncement = customerAction({
  name: "dismiss-announcement",
  fields: { announcement: z.uuid() },
  audit: null,
  run: async ({ input, viewer }) => {
    const there = await dismiss(input.announcement, viewer.accountId);
    revalidatePath("/", "layout");
    return there ? { ok: true } : { ok: false, code: "not-found" };
  },
});

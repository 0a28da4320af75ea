import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { currentViewer } from "../accounts/sessions/current-viewer";
import type { Theme, Viewer } from "../accounts/sessions/viewer";
import { log } from "../log";
import type { Locale } from "./locales";
import { asTheme, browserLocale, localeCookie, themeCookie } from "./preferences";
import { isTimeZone } from "./time-zones";
import { ZONE_COOKIE } from "./zone-cookie";

/** The account's own choice, else the browser's cookie, else what the browser asks for. */
export const viewerPreferences = cache(
  async (): Promise<{ locale: Locale; theme: Theme; timeZone: string }> => {
    const [jar, header] = [await cookies(), await headers()];
    // The page that says that the database doesn't answer needs a language, too.
    const viewer = await currentViewer({ touch: false }).catch((error: unknown) => {
      log.warn({ err: error }, "language and theme by cookie: the session could not be read");
      return null;
    });
    const zone = jar.get(ZONE_COOKIE)?.value;
    return {
      locale: viewer?.locale ?? browserLocale(jar.get(localeCookie())?.value, header.get("accept-language")),
      theme:
        (viewer && viewer.theme !== "system" ? viewer.theme : asTheme(jar.get(themeCookie())?.value)) ??
        "system",
      timeZone: viewer?.timeZone ?? (zone && isTimeZone(zone) ? zone : "UTC"),
    };
  },
);

/** The viewer with the language of the page, also where the account has none of its own. */
export const inPageLanguage = async (viewer: Viewer): Promise<Viewer> => ({
  ...viewer,
  locale: (await viewerPreferences()).locale,
});

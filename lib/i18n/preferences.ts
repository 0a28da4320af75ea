import { THEMES, type Theme } from "../accounts/sessions/viewer";
import { config } from "../config";
import { LOCALES, type Locale } from "./locales";

/** Cookies that keep language and theme for who is not signed in (yet); no secret, and any value is checked on reading. */
const cookieName = (name: string) => `${config().overHttps ? "__Host-" : ""}panel.${name}`;
export const localeCookie = (): string => cookieName("locale");
export const themeCookie = (): string => cookieName("theme");
export const PREFERENCE_COOKIE_SECONDS = 400 * 24 * 3600;

export const asLocale = (text: string | undefined): Locale | null => LOCALES.find((l) => l === text) ?? null;
export const asTheme = (text: string | undefined): Theme | null => THEMES.find((t) => t === text) ?? null;

/** For whoever has chosen no language in an account: the browser's cookie, else what the browser asks for. */
export const browserLocale = (cookie: string | undefined, acceptLanguage: string | null): Locale =>
  asLocale(cookie) ?? localeFor(acceptLanguage);

/**
 * The best of our languages for an `Accept-Language` header; English where none fits. Any Chinese is answered in
 * Simplified Chinese: nearer than English.
 */
export function localeFor(header: string | null): Locale {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((p) => /^\s*q=([0-9.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { language: tag.trim().split("-")[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter((entry) => entry.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    const found = LOCALES.find((locale) => locale.toLowerCase().split("-")[0] === language);
    if (found) {
      return found;
    }
  }
  return "en";
}

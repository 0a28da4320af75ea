import type { Locale } from "@/lib/i18n/locales";

/** One of the two texts. The gallery's own stand where they are shown: no page of the panel carries them. */
export type Say = (en: string, zh: string) => string;

export const sayIn =
  (locale: Locale): Say =>
  (en, zh) =>
    locale === "zh-CN" ? zh : en;

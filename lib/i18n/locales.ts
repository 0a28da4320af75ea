import type { Locale } from "../accounts/sessions/viewer";

/** Each language by its own name: whoever looks for it reads it, whatever language the page is in. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", "zh-CN": "简体中文" };

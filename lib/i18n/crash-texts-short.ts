import type { Locale } from "./locales";
import en from "./messages/en/crash-short.json";
import zh from "./messages/zh-CN/crash-short.json";

/** Every page carries these, for the moment in which not even the rest of `CRASH_TEXTS` can be loaded. */
export const SHORT_CRASH_TEXTS: Record<Locale, typeof en> = { en, "zh-CN": zh };

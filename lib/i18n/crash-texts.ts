import type { Locale } from "./locales";
import en from "./messages/en/crash.json";
import zh from "./messages/zh-CN/crash.json";

/** Apart from the other messages: an error page must stand when nothing else does. Plain texts, no arguments. */
export const CRASH_TEXTS: Record<Locale, typeof en> = { en, "zh-CN": zh };

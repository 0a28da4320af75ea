import type { Locale } from "./locales";
import en from "./messages/en/offline.json";
import zh from "./messages/zh-CN/offline.json";

/** Apart from the other messages: the offline page is no page of Next. Arguments stand in braces, and nothing else does. */
export const OFFLINE_TEXTS: Record<Locale, typeof en> = { en, "zh-CN": zh };

import type { Locale } from "./locales";
import en from "./messages/en/away.json";
import zh from "./messages/zh-CN/away.json";

/** Apart from the other messages: the page that has them is sent while the database is silent, and is none of Next's. */
export const AWAY_TEXTS: Record<Locale, typeof en> = { en, "zh-CN": zh };

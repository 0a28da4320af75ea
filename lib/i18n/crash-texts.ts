import { SHORT_CRASH_TEXTS } from "./crash-texts-short";
import type { Locale } from "./locales";
import en from "./messages/en/crash.json";
import zh from "./messages/zh-CN/crash.json";

type CrashTexts = typeof en & (typeof SHORT_CRASH_TEXTS)["en"];

/** Apart from the other messages: an error page must stand when nothing else does. Plain texts, no arguments. */
export const CRASH_TEXTS: Record<Locale, CrashTexts> = {
  en: { ...SHORT_CRASH_TEXTS.en, ...en },
  "zh-CN": { ...SHORT_CRASH_TEXTS["zh-CN"], ...zh },
};

import { useFormatter, useLocale, useTimeZone, useTranslations } from "next-intl";
import { DAY_MS } from "@/lib/units";
import { useNow } from "./clock";

const MINUTE = 60_000;
const DAY = { month: "short", day: "numeric" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** Times in the customer's zone, in the few forms these pages use. All take ISO 8601. */
export function useTimes() {
  const format = useFormatter();
  const t = useTranslations("host.duration");
  const now = useNow();
  const isToday = (at: Date) => dayOf(at) === dayOf(new Date(now));
  const dayOf = (at: Date) => format.dateTime(at, { year: "numeric", month: "numeric", day: "numeric" });
  const date = (iso: string) => format.dateTime(new Date(iso), DAY);
  const clock = (iso: string) => format.dateTime(new Date(iso), CLOCK);
  return {
    date,
    clock,
    /** 2 Nov, 06:00, as the language puts the two beside each other; the hour alone for today. */
    moment: (iso: string) => {
      const at = new Date(iso);
      return isToday(at) ? clock(iso) : format.dateTime(at, { ...DAY, ...CLOCK });
    },
    /** Fri 06:00; the hour alone for today. */
    weekday: (iso: string) =>
      isToday(new Date(iso))
        ? clock(iso)
        : `${format.dateTime(new Date(iso), { weekday: "short" })} ${clock(iso)}`,
    /** 2 Nov 2026, 06:00:12. */
    full: (iso: string) =>
      format.dateTime(new Date(iso), { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" }),
    /** 2 Nov 2026. What falls on midnight in UTC is a day without a time, and the same everywhere. */
    day: (iso: string) =>
      format.dateTime(new Date(iso), {
        dateStyle: "medium",
        ...(Date.parse(iso) % DAY_MS === 0 && { timeZone: "UTC" }),
      }),
    /** How long since then, in one unit. */
    since: (iso: string) => {
      const minutes = Math.floor((now - Date.parse(iso)) / MINUTE);
      if (minutes < 1) {
        return t("now");
      }
      if (minutes < 60) {
        return t("minutes", { count: minutes });
      }
      return minutes < 48 * 60
        ? t("hours", { count: Math.floor(minutes / 60) })
        : t("days", { count: Math.floor(minutes / (24 * 60)) });
    },
  };
}

/** By language and zone: to make one costs more than all that it writes on a page. */
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const format = zoneFormats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" });
  zoneFormats.set(key, format);
  return format;
}

/** "CET (Europe/Berlin)": which zone the page's times are in. */
export function useZoneName(): string {
  const zone = useTimeZone() ?? "UTC";
  const locale = useLocale();
  const now = useNow();
  const part = zoneFormat(locale, zone)
    .formatToParts(now)
    .find(({ type }) => type === "timeZoneName")?.value;
  return part && part !== zone ? `${part} (${zone})` : zone;
}

import { useTranslations } from "next-intl";

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** "5 minutes", "6 hours", "a day": a length of time in its largest whole unit. */
export function useSpanText(): (seconds: number) => string {
  const t = useTranslations("monitor");
  return (seconds) => {
    if (seconds >= 2 * DAY || seconds === DAY) {
      return t("spanDays", { count: Math.round(seconds / DAY) });
    }
    return seconds >= 2 * HOUR || seconds === HOUR
      ? t("spanHours", { count: Math.round(seconds / HOUR) })
      : t("spanMinutes", { count: Math.max(1, Math.round(seconds / MINUTE)) });
  };
}

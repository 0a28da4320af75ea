import { useTranslations } from "next-intl";

/** How old something is, from milliseconds: "12 s", "4 min", "3 h". */
export function useAgeText(): (ms: number) => string {
  const t = useTranslations("connection.age");
  return (ms) => {
    const seconds = Math.round(ms / 1000);
    const minutes = Math.round(seconds / 60);
    return seconds < 120
      ? t("seconds", { count: seconds })
      : minutes < 120
        ? t("minutes", { count: minutes })
        : t("hours", { count: Math.round(minutes / 60) });
  };
}

import { useTranslations } from "next-intl";
import type { AlarmView } from "@/lib/monitor/alarms/alarm-view";

/** What an alarm watches for, in a few words. */
export function useAlarmName(): (alarm: Pick<AlarmView, "kind" | "value" | "unit" | "minutes">) => string {
  const t = useTranslations("alarms");
  return ({ kind, value, unit, minutes }) => {
    const limit = unit === "%" ? t("limit.percent", { value }) : t("limit.unit", { value, unit });
    return kind === "traffic-above"
      ? t("name.traffic", { limit })
      : t("name.lasting", {
          what: kind === "down" ? t("choose.down") : `${t(`choose.${kind}`)} ${limit}`,
          minutes,
        });
  };
}

/** The same as an element, for a page's own cells. */
export const AlarmName = ({ alarm }: { alarm: AlarmView }) => useAlarmName()(alarm);

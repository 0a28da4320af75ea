import { useFormatter, useTranslations } from "next-intl";
import { LEAST_PAIRS, type UnitFit } from "@/lib/monitor/traffic/fit-unit";

/** Which unit of samples fits the traffic counters and how well, or why that can't be told. */
export function useUnitText(): (fit: UnitFit) => string {
  const t = useTranslations("unit");
  const format = useFormatter();
  const percent = (share: number) => format.number(share, { style: "percent", maximumFractionDigits: 0 });
  return (fit) => {
    const { pairs: count } = fit;
    switch (fit.verdict) {
      case "few":
        return t("few", { count, least: LEAST_PAIRS });
      case "none":
        return t("none", { count });
      case "several":
        return t("several", { count, units: format.list(fit.units, { type: "disjunction" }) });
      default: {
        const { unit, ratio, spread } = fit.fit;
        const how = t("fits", { unit, count, ratio: percent(ratio), spread: percent(spread) });
        const counted = fit.counted ? t(`counted.${fit.counted}`) : t("counted.unknown");
        return [how, counted].join(" ");
      }
    }
  };
}

import { useFormatter, useTranslations } from "next-intl";

interface TrafficUsedProps {
  of: { trafficUsedGb: number | null; trafficLimitGb: number | null };
}

/** In a line of a table: how much of how much; what is used up stands out. */
export function TrafficUsed({ of: { trafficUsedGb: used, trafficLimitGb: limit } }: TrafficUsedProps) {
  const t = useTranslations("fleet-hosts.traffic");
  const format = useFormatter();
  if (used === null) {
    return null;
  }
  const number = format.number(used);
  return (
    <span className={limit && used >= limit ? "font-semibold text-bad-ink" : undefined}>
      {limit
        ? t("of", { used: number, limit: format.number(limit) })
        : t(limit === 0 ? "noLimit" : "used", { used: number })}
    </span>
  );
}

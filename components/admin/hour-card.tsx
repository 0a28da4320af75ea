import { useFormatter, useTranslations } from "next-intl";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { FactCard } from "./fact-card";
import { spaced } from "./use-ago";

export function HourCard({ hour }: { hour: ConnectionReport["lastHour"] }) {
  const t = useTranslations("connection.hour");
  const format = useFormatter();
  const share = (n: number | null) =>
    n === null ? t("none") : format.number(n, { style: "percent", maximumFractionDigits: 1 });
  const time = (ms: number | null) =>
    ms === null ? t("none") : spaced(format.number(ms, { style: "unit", unit: "millisecond" }));
  return (
    <FactCard
      title={t("title")}
      facts={[
        { name: t("calls"), value: format.number(hour.calls) },
        { name: t("errorRate"), value: share(hour.errorRate) },
        { name: t("refused"), value: format.number(hour.refused) },
        { name: t("average"), value: time(hour.averageMs) },
        { name: t("slowest"), value: time(hour.slowestMs) },
      ]}
    />
  );
}

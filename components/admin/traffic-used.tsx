import { useFormatter, useTranslations } from "next-intl";
import { Meter } from "@/components/ui/meter";

interface TrafficUsedProps {
  of: { trafficUsedGb: number | null; trafficLimitGb: number | null };
}

/** In a line of a table: how much of how much; where there is no room for both, the share. */
export function TrafficUsed({ of: { trafficUsedGb: used, trafficLimitGb: limit } }: TrafficUsedProps) {
  const t = useTranslations("words");
  const format = useFormatter();
  if (used === null) {
    return null;
  }
  const number = format.number(used);
  if (!limit) {
    return <span className="md:pl-12.5 @max-[1024px]:pl-0">{t("valueGb", { value: number })}</span>;
  }
  const words = t("usedOfGb", { used: number, limit: format.number(limit) });
  return (
    <span className="flex items-center gap-2.5">
      <Meter used={used} limit={limit} label={words} className="w-10 flex-none" />
      <span
        className={`truncate @max-[1024px]:hidden ${used >= limit ? "text-bad-ink" : ""}`}
        aria-hidden="true"
      >
        {number} <span className="text-ink-3">/ {t("valueGb", { value: format.number(limit) })}</span>
      </span>
    </span>
  );
}

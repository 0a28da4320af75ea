import { useFormatter, useTranslations } from "next-intl";
import { Meter } from "@/components/ui/meter";
import type { HostView } from "@/lib/hosts/host-view";
import { useNow } from "../clock";
import { useTimes } from "../use-times";
import { periodPassed } from "./period";
import { Zone } from "./zone";

export function TrafficZone({ host }: { host: HostView }) {
  const t = useTranslations("host.traffic");
  const times = useTimes();
  const { usedGb, limitGb, unlimited, resetAt } = host.traffic;
  return (
    <Zone title={t("title")} aside={resetAt ? t("resets", { date: times.date(resetAt) }) : undefined}>
      {usedGb === null ? (
        <p className="text-ink-2">{t("unknown")}</p>
      ) : (
        <Used usedGb={usedGb} limitGb={unlimited ? null : limitGb} unlimited={unlimited} resetAt={resetAt} />
      )}
    </Zone>
  );
}

interface UsedProps {
  usedGb: number;
  limitGb: number | null;
  unlimited: boolean;
  resetAt: string | null;
}

function Used({ usedGb, limitGb, unlimited, resetAt }: UsedProps) {
  const t = useTranslations("host.traffic");
  const format = useFormatter();
  const now = useNow();
  const number = (value: number) => format.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
  const used = number(usedGb);
  if (!limitGb) {
    return (
      <p className="figure">
        {t("used", { used })} {unlimited ? <small className="figure-of">{t("noLimit")}</small> : null}
      </p>
    );
  }
  const limit = number(limitGb);
  const part = resetAt ? periodPassed(now, resetAt) : null;
  const label =
    part === null
      ? t("bar", { used, limit })
      : t("barWithMark", { used, limit, percent: String(Math.round(part * 100)) });
  return (
    <>
      <p className="figure">
        {t("used", { used })} <small className="figure-of">{t("of", { limit })}</small>
      </p>
      <div className="traffic-bar">
        <Meter used={usedGb} limit={limitGb} label={label} tall />
        {part === null ? null : (
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <path d={`M${(part * 100).toFixed(1)} 0V10`} />
          </svg>
        )}
      </div>
      <p className="text-ink-2 text-sm">
        {usedGb > limitGb ? t("over", { over: number(usedGb - limitGb) }) : part === null ? null : t("mark")}
      </p>
    </>
  );
}

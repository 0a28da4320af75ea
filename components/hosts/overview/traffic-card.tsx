import { useFormatter, useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { Stat } from "@/components/ui/page/facts";
import type { HostView } from "@/lib/hosts/host-view";
import { periodOf } from "@/lib/monitor/traffic/period";
import { isHeld } from "@/lib/operations/host-states";
import { Card } from "../../ui/card";
import { NextStepKey } from "../operate/next-step";
import { useNow } from "../time/clock";
import { useTimes } from "../time/use-times";

/** A rate is told from no less than a day. */
const DAY_MS = 24 * 3_600_000;

/** How much of the month up to the traffic's reset is over, 0 to 1; null where an even pace can't be told. */
export function periodPassed(now: number, resetAt: string): number | null {
  const period = periodOf(now, resetAt);
  return period && Math.max(0, (now - period.start) / (period.end - period.start));
}

/**
 * When the traffic is used up if it goes on as it did since the last reset: a time (ms since 1970), or `lasts` where
 * that is after the next reset. Null where it can't be told: no month, less than a day of it over, or used up already.
 */
export function trafficLastsUntil(
  now: number,
  resetAt: string,
  usedGb: number,
  limitGb: number,
): number | "lasts" | null {
  const period = periodOf(now, resetAt);
  if (!period || now - period.start < DAY_MS || usedGb >= limitGb) {
    return null;
  }
  const until = period.start + (now - period.start) * (limitGb / usedGb);
  return until < period.end ? until : "lasts";
}

export function TrafficCard({ host }: { host: HostView }) {
  const w = useTranslations("words");
  const t = useTranslations("host.traffic");
  const times = useTimes();
  const { usedGb, limitGb, unlimited, resetAt } = host.traffic;
  return (
    <Card title={w("traffic")} action={resetAt ? <ResetNote date={times.date(resetAt)} /> : undefined}>
      {usedGb === null ? (
        <p className="text-13 text-ink-2">{t("unknown")}</p>
      ) : (
        <Used host={host} usedGb={usedGb} limitGb={unlimited ? null : limitGb} />
      )}
    </Card>
  );
}

function ResetNote({ date }: { date: string }) {
  return <span className="text-13 text-ink-3">{useTranslations("host.traffic")("resets", { date })}</span>;
}

interface UsedProps {
  host: HostView;
  usedGb: number;
  limitGb: number | null;
}

function Used({ host, usedGb, limitGb }: UsedProps) {
  const { unlimited, resetAt } = host.traffic;
  const t = useTranslations("host.traffic");
  const format = useFormatter();
  const times = useTimes();
  const now = useNow();
  const number = (value: number) => format.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
  const period = limitGb && resetAt ? periodOf(now, resetAt) : null;
  const today = resetAt ? periodPassed(now, resetAt) : null;
  // One that is held uses none at present: a pace would mean nothing.
  const until =
    limitGb && resetAt && !isHeld(host.state) ? trafficLastsUntil(now, resetAt, usedGb, limitGb) : null;
  return (
    <div className="flex flex-col gap-3" data-traffic>
      <Stat
        value={number(usedGb)}
        unit={limitGb ? t("of", { limit: number(limitGb) }) : unlimited ? t("noLimit") : "GB"}
        note={
          limitGb
            ? format.number(usedGb / limitGb, { style: "percent", maximumFractionDigits: 0 })
            : undefined
        }
      />
      {limitGb && period && today !== null ? <Month {...{ today, usedGb, limitGb, period, until }} /> : null}
      {limitGb && usedGb >= limitGb ? (
        <p className="text-13 text-ink-2">
          {usedGb > limitGb ? t("over", { over: number(usedGb - limitGb) }) : t("allUsed")}
        </p>
      ) : typeof until === "number" ? (
        <>
          <p className="flex items-center gap-1.5 font-medium text-13 text-warn-ink">
            <Icon name="alert" size={14} />
            {t("lastsUntil", { date: times.date(new Date(until).toISOString()) })}
          </p>
          <NextStepKey host={{ ...host, state: "over-traffic" }} />
        </>
      ) : null}
    </div>
  );
}

interface MonthProps {
  /** How much of it is over, 0 to 1. */
  today: number;
  usedGb: number;
  limitGb: number;
  period: { start: number; end: number };
  /** What `trafficLastsUntil` says. */
  until: number | "lasts" | null;
}

/**
 * The month from reset to reset: an even use as a line, what was used as an area, and where that leads. RStack tells the
 * sum alone, not its days.
 */
function Month({ today, usedGb, limitGb, period: { start, end }, until }: MonthProps) {
  const t = useTranslations("host.traffic");
  const times = useTimes();
  const top = Math.max(usedGb, limitGb);
  const share = usedGb / top;
  const left = `${today * 100}%`;
  const at = `${today * 100} ${100 - share * 100}`;
  const leadsTo =
    typeof until === "number"
      ? `${((until - start) / (end - start)) * 100} ${100 - (limitGb / top) * 100}`
      : `100 ${100 - (share / today) * 100}`;
  const date = (time: number) => times.date(new Date(time).toISOString());
  return (
    <figure
      role="img"
      aria-label={t("month", { percent: String(Math.round(today * 100)) })}
      className="flex flex-col gap-2"
    >
      <div className="relative h-20 border-line border-b">
        <svg
          className="absolute inset-0 size-full overflow-visible"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <path
            className="fill-none stroke-ink-3 [stroke-dasharray:3_3] [vector-effect:non-scaling-stroke]"
            d={`M0 100L100 ${100 - (limitGb / top) * 100}`}
          />
          <path className="fill-chart-1-fill" d={`M0 100L${at}V100Z`} />
          <path
            className="fill-none stroke-2 stroke-chart-1 [vector-effect:non-scaling-stroke]"
            d={`M0 100L${at}`}
          />
          {until === null ? null : (
            <path
              className={`fill-none stroke-2 [stroke-dasharray:2_4] [vector-effect:non-scaling-stroke] ${until === "lasts" ? "stroke-chart-1" : "stroke-warn"}`}
              d={`M${at}L${leadsTo}`}
            />
          )}
        </svg>
        <span
          className="-mt-1.25 -ml-1.25 absolute size-2.5 rounded-full border-2 border-card bg-chart-1"
          style={{ left, top: `${(1 - share) * 100}%` }}
        />
      </div>
      <div className="relative flex h-4 justify-between text-12 text-ink-3 tabular-nums" aria-hidden="true">
        <span className={today < NEAR_END ? "invisible" : undefined}>{date(start)}</span>
        <span
          className="-translate-x-1/2 absolute"
          style={{ left: `clamp(20px, ${left}, calc(100% - 20px))` }}
        >
          {t("today")}
        </span>
        <span className={today > 1 - NEAR_END ? "invisible" : undefined}>{date(end - DAY_MS)}</span>
      </div>
    </figure>
  );
}

/** Today's word would stand in that of the month's end. */
const NEAR_END = 0.3;

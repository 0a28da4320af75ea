import { useFormatter, useTranslations } from "next-intl";
import { KeyLink } from "@/components/ui/key-link";
import { Meter } from "@/components/ui/meter";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import type { HostView } from "@/lib/hosts/host-view";
import { isHeld } from "@/lib/operations/host-states";
import { Card } from "../../ui/card";
import { useNextSteps } from "../operate/next-step";
import { useNow } from "../time/clock";
import { useTimes } from "../time/use-times";

/** Longest month and a day's slack: a reset that is further away is no monthly one. */
const LONGEST_MS = 32 * 24 * 3_600_000;
/** A rate is told from no less than a day. */
const DAY_MS = 24 * 3_600_000;

/** The month up to the traffic's reset (ISO 8601), in ms since 1970. Null where the reset has passed or lies more than a month ahead. */
function periodOf(now: number, resetAt: string): { start: number; end: number } | null {
  const end = Date.parse(resetAt);
  if (Number.isNaN(end) || end <= now || end - now > LONGEST_MS) {
    return null;
  }
  const start = new Date(end);
  const day = start.getUTCDate();
  start.setUTCMonth(start.getUTCMonth() - 1);
  if (start.getUTCDate() !== day) {
    // 31 March less a month is "31 February": the last day of February is meant.
    start.setUTCDate(0);
  }
  return { start: start.getTime(), end };
}

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
  const t = useTranslations("host.traffic");
  const times = useTimes();
  const { usedGb, limitGb, unlimited, resetAt } = host.traffic;
  return (
    <Card title={t("title")} aside={resetAt ? t("resets", { date: times.date(resetAt) }) : undefined}>
      {usedGb === null ? (
        <p className="text-ink-2">{t("unknown")}</p>
      ) : (
        <Used
          usedGb={usedGb}
          limitGb={unlimited ? null : limitGb}
          unlimited={unlimited}
          resetAt={resetAt}
          held={isHeld(host.state)}
        />
      )}
      <WhatHappens host={host} />
    </Card>
  );
}

/** What RStack did because the traffic is used up, and what can be done about it. */
function WhatHappens({ host }: { host: HostView }) {
  const t = useTranslations("host.traffic");
  const way = useTranslations("host.stateCard.way");
  const { order, support, customer, provider } = useNextSteps();
  const gap = useGap();
  const { state } = host;
  if (state !== "over-traffic" && state !== "out-of-traffic") {
    return null;
  }
  const href = customer && state === "over-traffic" ? (order ?? support) : null;
  return (
    <>
      <NoticeLine tone="alert" shape={state === "over-traffic" ? "triangle" : "octagon"} className="mt-3">
        {t(`happens.${state}`)}
        {order || href ? null : (
          <>
            {gap}
            {t("more", { provider })}
          </>
        )}
      </NoticeLine>
      {href ? (
        <div className="mt-4">
          <KeyLink href={href} plainLink variant="accent">
            {way(`${order ? "order" : "support"}.key`)}
          </KeyLink>
        </div>
      ) : null}
    </>
  );
}

interface UsedProps {
  usedGb: number;
  limitGb: number | null;
  unlimited: boolean;
  resetAt: string | null;
  /** It uses none at present: a pace would mean nothing. */
  held: boolean;
}

function useGb(): (value: number) => string {
  const format = useFormatter();
  return (value) => format.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function Used({ usedGb, limitGb, unlimited, resetAt, held }: UsedProps) {
  const t = useTranslations("host.traffic");
  const number = useGb();
  const now = useNow();
  const used = number(usedGb);
  if (!limitGb) {
    return (
      <p className="figure">
        {t("used", { used })} {unlimited ? <small className="figure-of">{t("noLimit")}</small> : null}
      </p>
    );
  }
  const limit = number(limitGb);
  const paced = !held && usedGb < limitGb;
  const part = resetAt && paced ? periodPassed(now, resetAt) : null;
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
      {held && usedGb < limitGb ? null : <Pace usedGb={usedGb} limitGb={limitGb} resetAt={resetAt} />}
    </>
  );
}

/** How far it reaches, in a line; and what the mark on the bar is. */
function Pace({ usedGb, limitGb, resetAt }: { usedGb: number; limitGb: number; resetAt: string | null }) {
  const t = useTranslations("host.traffic");
  const times = useTimes();
  const number = useGb();
  const gap = useGap();
  const now = useNow();
  if (usedGb >= limitGb) {
    return (
      <p className="text-ink-2 text-sm">
        {usedGb > limitGb ? t("over", { over: number(usedGb - limitGb) }) : t("allUsed")}
      </p>
    );
  }
  const until = resetAt ? trafficLastsUntil(now, resetAt, usedGb, limitGb) : null;
  const marked = resetAt !== null && periodPassed(now, resetAt) !== null;
  return (
    <p className="text-ink-2 text-sm">
      {until === null ? null : until === "lasts" ? (
        t("lastsBeyond")
      ) : (
        <b className="text-ink">{t("lastsUntil", { date: times.date(new Date(until).toISOString()) })}</b>
      )}
      {gap}
      {marked ? t("mark") : null}
    </p>
  );
}

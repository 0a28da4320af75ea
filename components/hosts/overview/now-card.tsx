import { useFormatter, useTranslations } from "next-intl";
import { Sparkline } from "@/components/charts/sparkline";
import { withUnit } from "@/components/ui/spacing";
import {
  DRAWN,
  DRAWN_LEVELS,
  type Drawing,
  type Drawn,
  type DrawnLine,
  isEmpty,
  networkShown,
} from "@/lib/monitor/drawing";
import { Card } from "../../ui/card";
import { ClockTime } from "../time/clock-time";

interface NowCardProps {
  /** Null: nothing was drawn yet; the place is held. */
  drawing: Drawing | null;
  cores: number | null;
  units: { disk: string; network: string };
}

const HOUR_MS = 3_600_000;
const MB_IN_GB = 1_024;
/** Seconds. */
const DAY = 86_400;
/** So much of a day. */
const LATE = 0.1;
/** A drawing that is younger counts as of now. Seconds. */
const FRESH = 600;

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const moreOnly = (chunks: React.ReactNode) => <span className="now-more">{chunks}</span>;

/** The last value big, the last day beside it; drawn where the page is made. */
export function NowCard({ drawing, cores, units }: NowCardProps) {
  const t = useTranslations("monitor.now");
  if (drawing !== null && isEmpty(drawing)) {
    return (
      <Card title={t("title")}>
        <p className="text-ink-2">{t("nothing")}</p>
      </Card>
    );
  }
  const old = drawing !== null && Date.now() / 1000 - drawing.until > FRESH;
  const since = drawing && beginOf(drawing);
  return (
    <Card
      title={t("title")}
      aside={
        drawing === null
          ? t("none")
          : old
            ? t.rich("asOf", { time: () => <ClockTime at={iso(drawing.until)} /> })
            : since === null
              ? t("aside")
              : t.rich("since", { time: () => <ClockTime at={iso(since)} as="clock" /> })
      }
    >
      <div className="well overflow-hidden tabular-nums">
        {DRAWN.map((name) => (
          <NowLane key={name} name={name} drawing={drawing} cores={cores} units={units} />
        ))}
        <div className="now-axis">{drawing ? <Axis until={drawing.until} fresh={!old} /> : null}</div>
      </div>
    </Card>
  );
}

/** When the first figure came, where that was so late in the day that one asks why; Unix seconds. */
function beginOf({ until, day }: Drawing): number | null {
  const { line } = day.cpu;
  const empty = line.findIndex((level) => level !== null) / line.length;
  return empty > LATE ? Math.round(until - DAY * (1 - empty)) : null;
}

function NowLane({ name, drawing, cores, units }: NowCardProps & { name: Drawn }) {
  const t = useTranslations("monitor.now");
  const format = useFormatter();
  const line = drawing?.day[name] ?? null;
  const total = drawing?.memoryTotal ?? null;
  const inGb = name === "memory" && total !== null && total >= MB_IN_GB;
  const network = networkShown(units.network);
  const part = inGb ? MB_IN_GB : name === "network" ? network.part : 1;
  const unit = { cpu: "%", memory: inGb ? "GB" : "MB", disk: units.disk, network: network.unit }[name];
  const number = (value: number) => {
    const told = value / part;
    return format.number(told, { maximumFractionDigits: told < 1 ? 2 : told < 10 ? 1 : 0 });
  };
  const title = {
    cpu: () => t("cpu", { count: cores ?? 0 }),
    memory: () => (total === null ? t("memory") : t("memoryOf", { total: withUnit(number(total), unit) })),
    disk: () => t("disk"),
    network: () => t("network"),
  }[name]();
  // A single sample of these says little: the line is of means, and so is the figure.
  const jumps = name === "disk" || name === "network";
  return (
    <div className="now-lane">
      <div className="now-read">
        <span className="text-ink-2">{title}</span>
        <span className="now-value">
          {line?.last == null ? (
            <small>–</small>
          ) : (
            <>
              {number(line.last)}
              {unit === "%" ? null : " "}
              <small>
                {unit}
                {jumps ? t.rich("mean", { more: moreOnly }) : null}
              </small>
            </>
          )}
        </span>
        <small className="now-peak">
          {line?.peak == null || line.peakAt === null
            ? null
            : t.rich("peak", {
                value: withUnit(number(line.peak), unit),
                more: moreOnly,
                time: () => <ClockTime at={iso(line.peakAt ?? 0)} as="weekday" />,
              })}
        </small>
      </div>
      <div className="now-plot">
        {drawing && line ? (
          <Sparkline line={line.line} levels={DRAWN_LEVELS} peak={peakOf(line, drawing.until)} />
        ) : null}
      </div>
    </div>
  );
}

/** Where the peak stands in the line. One of means has a scale of means: a single sample above it is at its top. */
function peakOf({ line, top, peak, peakAt }: DrawnLine, until: number) {
  if (peak === null || peakAt === null) {
    return null;
  }
  const at = Math.floor((1 - (until - peakAt) / DAY) * line.length);
  return { at: Math.min(line.length - 1, Math.max(0, at)), level: (peak / top) * DRAWN_LEVELS };
}

/** The day's quarters, in the person's own zone. */
function Axis({ until, fresh }: { until: number; fresh: boolean }) {
  const t = useTranslations("monitor.now");
  const ago = (hours: number) => new Date(until * 1000 - hours * HOUR_MS).toISOString();
  return (
    <>
      {[24, 18, 12, 6].map((hours) => (
        <ClockTime key={hours} at={ago(hours)} as="clock" />
      ))}
      {fresh ? <span>{t("now")}</span> : <ClockTime at={iso(until)} as="clock" />}
    </>
  );
}

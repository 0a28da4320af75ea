import { useTranslations } from "next-intl";
import { withUnit } from "@/components/ui/spacing";
import type { Series } from "@/lib/monitor/samples";
import { type ChartLane, type LaneName, LINES, LOOKS, partOf, type Units, valueAt } from "./lanes";
import type { MonitorFigures } from "./use-figures";
import type { Monitor } from "./use-monitor";

const Swatch = ({ series }: { series: Series }) => {
  const { colour, dashed } = LOOKS[series];
  const colours = colour === "chart-1" ? "border-chart-1" : "border-chart-2";
  return <span className={`w-3 shrink-0 border-t-2 ${dashed ? "border-dashed" : ""} ${colours}`} />;
};

interface LegendProps {
  name: LaneName;
  lane: ChartLane | undefined;
  monitor: Monitor | null;
  figures: MonitorFigures;
  units: Units;
  isLong: boolean;
}

/** What each line is, and what it tells without a crosshair: the newest value, or the average of a long range. */
export function LaneLegend({ name, lane, monitor, figures, units, isLong }: LegendProps) {
  const t = useTranslations("monitor");
  const w = useTranslations("words");
  const label = useLineLabel(units);
  const total = monitor?.memoryTotal ?? null;
  const named = (series: Series) => {
    if (series === "memory" && monitor && total !== null) {
      const told = figures.value(total / partOf("memory", monitor));
      return t("line.memoryOf", { total: withUnit(told, lane?.unit ?? "") });
    }
    return series === "cpu" ? (isLong ? w("average") : t("latest")) : label(series);
  };
  const told = (value: number | null | undefined) =>
    lane && value != null ? withUnit(figures.value(value), lane.unit) : "–";
  const last = (monitor?.times.length ?? 0) - 1;
  const shown = LINES[name].filter((series) => !(units.noData && series.startsWith("data")));
  return (
    <div className="flex shrink-0 flex-col gap-1.5 max-md:flex-row max-md:items-start max-md:justify-between md:w-40">
      <h2>{w(name)}</h2>
      <dl className="flex flex-col gap-1 text-12 max-md:flex-row max-md:flex-wrap max-md:justify-end max-md:gap-x-4">
        {shown.map((series, at) => {
          const line = lane?.lines[at];
          return (
            <div key={series} className="flex items-center gap-1.5">
              <dt className="flex flex-1 items-center gap-1.5 text-ink-2">
                <Swatch series={series} />
                {named(series)}
              </dt>
              <dd className="font-medium tabular-nums">
                {told(line && (isLong ? line.average : valueAt(line, last)))}
              </dd>
            </div>
          );
        })}
        {isLong && lane && name !== "disk"
          ? lane.lines.map((line) => (
              <div key={line.name} className="flex items-center gap-1.5 text-ink-3">
                <dt className="flex flex-1 items-center gap-1.5">
                  <Swatch series={line.name} />
                  {t("p95")}
                </dt>
                <dd className="tabular-nums">{told(line.p95)}</dd>
              </div>
            ))
          : null}
      </dl>
    </div>
  );
}

const ALONE: Partial<Record<Series, "read" | "write">> = { systemRead: "read", systemWrite: "write" };

/** "Read"; "System disk read" where there are two disks. */
export function useLineLabel({ noData }: Units) {
  const t = useTranslations("monitor");
  const w = useTranslations("words");
  return (series: Series): string =>
    series === "cpu" ? w("cpu") : t(`line.${(noData && ALONE[series]) || series}`);
}

interface TipProps {
  lanes: ChartLane[];
  units: Units;
  figures: MonitorFigures;
  time: number;
  /** Among the points; -1 in a gap. */
  index: number;
}

/** What all lanes tell at one time. */
export function MonitorTip({ lanes, units, figures, time, index }: TipProps) {
  const w = useTranslations("words");
  const t = useTranslations("monitor");
  const label = useLineLabel(units);
  return (
    <div className="flex w-48 flex-col gap-1 rounded-md bg-float px-3 py-2 text-12 shadow-float" data-tip>
      <span className="text-ink-3 tabular-nums">{figures.moment(time)}</span>
      {index < 0
        ? t("gap")
        : lanes.flatMap((lane) =>
            lane.lines.map((line) => (
              <span key={line.name} className="flex items-center gap-1.5">
                <Swatch series={line.name} />
                <span className="min-w-0 flex-1 truncate text-ink-2">
                  {lane.lines.length === 1 ? w(lane.name) : label(line.name)}
                </span>
                <span className="font-medium tabular-nums">
                  {withUnit(figures.value(valueAt(line, index)), lane.unit)}
                </span>
              </span>
            )),
          )}
    </div>
  );
}

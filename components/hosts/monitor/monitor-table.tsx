import { useTranslations } from "next-intl";
import { ticksBetween } from "@/components/charts/zone-time";
import { ListTable } from "@/components/ui/list/list-table";
import { type Units, unitOf } from "./lane-read";
import { type ChartLane, highestAt, LANES, laneOf } from "./lanes";
import type { MonitorFigures } from "./use-figures";
import type { Monitor } from "./use-monitor";
import { useSpanText } from "./use-span-text";
import "./monitor-table.css";

interface MonitorTableProps {
  monitor: Monitor;
  units: Units;
  figures: MonitorFigures;
  /** Days are still being read: where a row has nothing yet, it may come. */
  loading: boolean;
}

const MOST_ROWS = 32;

/** The same as the charts in words: the highest value of each line, some thirty rows, the newest first. */
export function MonitorTable({ monitor, units, figures, loading }: MonitorTableProps) {
  const t = useTranslations("monitor");
  const span = useSpanText();
  const { from, to, times } = monitor;
  const { step, times: ticks } = ticksBetween(from, to, MOST_ROWS, figures.zone);
  const starts = (ticks[0] ?? to) > from ? [from, ...ticks] : ticks;
  const lanes = LANES.map((name) => laneOf(name, monitor));
  const lines = lanes
    .flatMap((lane) => lane.lines.map((line) => ({ lane, line })))
    .filter(({ line }) => !(units.noData && line.name.startsWith("data")));
  const columns = lines.map(({ lane, line }) => {
    const unit = unitOf(lane.name, units, monitor);
    const name = t(`lane.${lane.name}`);
    return lane.lines.length > 1
      ? t("column", { lane: name, line: t(`line.${line.name}`), unit })
      : t("columnAlone", { lane: name, unit });
  });
  const rows = starts.flatMap((start, row) => {
    const end = starts[row + 1] ?? to;
    if (start >= Math.min(to, monitor.readAt ?? to)) {
      return [];
    }
    const points = times.flatMap((time, at) => (time >= start && time < end ? [at] : []));
    const cells =
      points.length === 0
        ? [
            <span key="gap" className="whitespace-nowrap">
              {t(loading ? "loading" : "gap")}
            </span>,
            ...lines.slice(1).map(() => "–"),
          ]
        : lines.map(({ line }) => figures.value(highest(line, points)));
    return [{ key: String(start), cells: [figures.moment(start), ...cells] }];
  });
  const label = t("tableLabel", { span: span(step) });
  return (
    <div className="monitor-table">
      <p className="mb-2 text-ink-2 text-sm">{label}</p>
      <ListTable label={label} columns={[t("timeColumn"), ...columns]} rows={rows.toReversed()} />
    </div>
  );
}

function highest(line: ChartLane["lines"][number], points: readonly number[]): number | null {
  return points.reduce<number | null>((most, at) => {
    const value = highestAt(line, at);
    return value === null ? most : Math.max(most ?? 0, value);
  }, null);
}

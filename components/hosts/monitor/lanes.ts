import type { PlotLine } from "@/components/charts/plot-rows";
import { roundTop } from "@/components/charts/scale";
import type { Series } from "@/lib/monitor/samples";
import { MB_IN_GB } from "@/lib/units";
import type { Monitor } from "./use-monitor";

export const LANES = ["cpu", "memory", "disk", "network"] as const;
export type LaneName = (typeof LANES)[number];

/** Which lines a lane has. */
export const LINES: Record<LaneName, readonly Series[]> = {
  cpu: ["cpu"],
  memory: ["memory"],
  disk: ["systemRead", "systemWrite", "dataRead", "dataWrite"],
  network: ["down", "up"],
};

/** The first colour is used, read, in; the second write, out. The data disk's lines are dashed. */
export const LOOKS: Record<Series, { colour: "chart-1" | "chart-2"; dashed?: true; filled?: true }> = {
  cpu: { colour: "chart-1", filled: true },
  memory: { colour: "chart-1", filled: true },
  systemRead: { colour: "chart-1", filled: true },
  systemWrite: { colour: "chart-2" },
  dataRead: { colour: "chart-1", dashed: true },
  dataWrite: { colour: "chart-2", dashed: true },
  down: { colour: "chart-1", filled: true },
  up: { colour: "chart-2" },
};

export interface Units {
  disk: string;
  network: string;
  /** RStack says that there is no data disk. */
  noData?: boolean;
}

/** The plot of one lane; values in the unit that the lane names. */
export interface ChartLane {
  name: LaneName;
  unit: string;
  top: number;
  lines: (PlotLine & {
    name: Series;
    /** Of the whole range. */
    average: number | null;
    p95: number | null;
  })[];
}

/** How much of a unit of the samples one of the lane's is. */
export const partOf = (name: LaneName, monitor: Monitor): number =>
  name === "memory" && (monitor.memoryTotal ?? 0) >= MB_IN_GB ? MB_IN_GB : 1;

export function laneOf(name: LaneName, monitor: Monitor, units: Units): ChartLane {
  const part = partOf(name, monitor);
  const scaled = (values: readonly (number | null)[]) =>
    part === 1 ? values : values.map((value) => (value === null ? null : value / part));
  // A host without a data disk: its lines would lie on the zero line.
  const shown = LINES[name].filter((series) => !(units.noData && series.startsWith("data")));
  const lines = shown.map((series) => {
    const { low, high, mean, average, p95 } = monitor.series[series];
    return {
      name: series,
      low: scaled(low),
      high: high && scaled(high),
      mean: mean && scaled(mean),
      average: average === null ? null : average / part,
      p95: p95 === null ? null : p95 / part,
    };
  });
  const largest = lines.reduce((most, { low, high }) => Math.max(most, largestOf(high ?? low)), 0);
  const top =
    name === "cpu"
      ? Math.max(100, roundTop(largest))
      : name === "memory"
        ? Math.max((monitor.memoryTotal ?? 0) / part, largest) || 1
        : roundTop(largest);
  const unit = { cpu: "%", memory: part === 1 ? "MB" : "GB", disk: units.disk, network: units.network }[name];
  return { name, unit, top, lines };
}

const largestOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);

/** What a point stands for: its value, or the mean of its samples. */
export const valueAt = ({ low, mean }: PlotLine, at: number): number | null => (mean ?? low)[at] ?? null;

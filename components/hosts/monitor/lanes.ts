import type { PlotLine } from "@/components/charts/plot-rows";
import { roundTop } from "@/components/charts/scale";
import type { Series } from "@/lib/monitor/samples";
import type { Monitor } from "./use-monitor";

export const LANES = ["cpu", "memory", "disk", "network"] as const;
export type LaneName = (typeof LANES)[number];

/** Which lines a lane has; a lane of several has those that read or send above its zero line, the others below. */
export const LINES: Record<LaneName, { series: Series; below?: boolean }[]> = {
  cpu: [{ series: "cpu" }],
  memory: [{ series: "memory" }],
  disk: [
    { series: "systemRead" },
    { series: "dataRead" },
    { series: "systemWrite", below: true },
    { series: "dataWrite", below: true },
  ],
  network: [{ series: "up" }, { series: "down", below: true }],
};

/** The plot of one lane; values in the unit that the lane names. */
export interface ChartLane {
  name: LaneName;
  top: number;
  /** 0, or minus `top` where the lane has a zero line in its middle. */
  bottom: number;
  lines: (PlotLine & {
    name: Series;
    /** Of the whole range. */
    average: number | null;
    p95: number | null;
  })[];
}

export const MB_IN_GB = 1_024;

/** Whether memory is told in GB. */
export const inGb = (monitor: Monitor | null): boolean => (monitor?.memoryTotal ?? 0) >= MB_IN_GB;

export function laneOf(name: LaneName, monitor: Monitor): ChartLane {
  const part = name === "memory" && inGb(monitor) ? MB_IN_GB : 1;
  const scaled = (values: readonly (number | null)[]) =>
    part === 1 ? values : values.map((value) => (value === null ? null : value / part));
  const lines = LINES[name].map(({ series, below }) => {
    const { low, high, mean, average, p95 } = monitor.series[series];
    return {
      name: series,
      below: below ?? false,
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
  return { name, top, bottom: lines.some(({ below }) => below) ? -top : 0, lines };
}

const largestOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);

/** What a point stands for: its value, or the mean of its samples. */
export const valueAt = ({ low, mean }: PlotLine, at: number): number | null => (mean ?? low)[at] ?? null;

/** The largest value that a point stands for. */
export const highestAt = ({ low, high }: PlotLine, at: number): number | null => (high ?? low)[at] ?? null;

/** Whether points stand for many samples each. */
export const isBanded = (monitor: Monitor | null): boolean =>
  monitor !== null && monitor.series.cpu.high !== null;

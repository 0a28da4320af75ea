import { type ComponentType, useMemo } from "react";
import { PlotFrame, type Range } from "@/components/charts/plot-frame";
import { plotRows } from "@/components/charts/plot-rows";
import type { TimePlotProps } from "@/components/charts/time-plot";
import { withUnit } from "@/components/ui/spacing";
import { type ChartLane, valueAt } from "./lanes";
import type { Monitor } from "./use-monitor";

interface LanePlotProps {
  lane: ChartLane;
  monitor: Monitor;
  /** Null until the chart library is here. */
  Plot: ComponentType<TimePlotProps> | null;
  width: number;
  /** The point under the crosshair. */
  index: number | null;
  chosen: Range | null;
  gapLabel: string | null;
  number: (value: number | null) => string;
  unit: string;
}

/** As in the style sheet. */
const HEIGHT = 132;
/** Room for the top line's label and stroke. */
const AIR = 0.06;

export function LanePlot({
  lane,
  monitor,
  Plot,
  width,
  index,
  chosen,
  gapLabel,
  number,
  unit,
}: LanePlotProps) {
  const { from, to, times, gaps } = monitor;
  const rows = useMemo(() => plotRows(times, lane.lines, gaps), [times, lane, gaps]);
  const names = useMemo(() => lane.lines.map(({ name }) => name), [lane]);
  const mirrored = lane.bottom < 0;
  const [top, bottom] = [lane.top * (1 + AIR), mirrored ? -lane.top * (1 + AIR) : 0];
  const height = (value: number) => (top - value) / (top - bottom);
  const marks = mirrored
    ? [
        { at: height(lane.top), label: number(lane.top) },
        { at: height(0), zero: true },
        { at: height(-lane.top), label: number(lane.top) },
      ]
    : [
        { at: height(lane.top), label: withUnit(number(lane.top), unit) },
        { at: height(lane.top / 2), label: number(lane.top / 2) },
      ];
  const dots =
    index === null
      ? []
      : lane.lines.flatMap((line) => {
          const value = valueAt(line, index);
          return value === null ? [] : [{ name: line.name, at: height(line.below ? -value : value) }];
        });
  return (
    <PlotFrame
      from={from}
      to={to}
      gaps={gaps}
      at={index === null ? null : (times[index] ?? null)}
      chosen={chosen}
      marks={times.length > 0 ? marks : []}
      dots={dots}
      gapLabel={gapLabel}
    >
      {Plot && width > 0 ? (
        <Plot
          rows={rows}
          names={names}
          banded={lane.lines.some(({ high }) => high !== null)}
          from={from}
          to={to}
          bottom={bottom}
          top={top}
          width={width}
          height={HEIGHT}
        />
      ) : null}
    </PlotFrame>
  );
}

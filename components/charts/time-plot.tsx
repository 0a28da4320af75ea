"use client";

import { memo } from "react";
import { Area, AreaChart, XAxis, YAxis } from "recharts";
import { bandOf, type PlotRow } from "./plot-rows";

export interface TimePlotProps {
  rows: PlotRow[];
  /** Class names are the lines' names: the style sheet gives them their look. */
  names: string[];
  /** Each with a band from its smallest to its largest value. */
  banded: boolean;
  from: number;
  to: number;
  bottom: number;
  top: number;
  width: number;
  height: number;
}

/** The lines of one lane and nothing else: axes, gaps and the crosshair belong to the frame around it. */
export const TimePlot = memo(function TimePlot(props: TimePlotProps) {
  const { rows, names, banded, from, to, bottom, top, width, height } = props;
  return (
    <AreaChart
      width={width}
      height={height}
      data={rows}
      margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <XAxis dataKey="t" type="number" domain={[from, to]} allowDataOverflow hide />
      <YAxis type="number" domain={[bottom, top]} allowDataOverflow hide />
      {(banded ? names : []).map((name) => (
        <Area
          key={bandOf(name)}
          dataKey={bandOf(name)}
          className={`band line-${name}`}
          type="linear"
          stroke="none"
          fill="currentColor"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
      {names.map((name) => (
        <Area
          key={name}
          dataKey={name}
          className={`line line-${name}${banded ? " mean" : ""}`}
          type="linear"
          stroke="currentColor"
          fill="currentColor"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
    </AreaChart>
  );
});

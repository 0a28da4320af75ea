"use client";

import { memo } from "react";
import { Curve, Layer, Surface } from "recharts";
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

/**
 * The lines of one lane and nothing else: axes, gaps and the crosshair belong to the frame around it. Of the library what draws:
 * its charts bring a store, axes and animations along, 90 kB that nothing here uses.
 */
export const TimePlot = memo(function TimePlot(props: TimePlotProps) {
  const { rows, names, banded, from, to, bottom, top, width, height } = props;
  const x = ({ t }: PlotRow) => ((t - from) / (to - from)) * width;
  const y = (value: number | undefined) =>
    value === undefined ? null : ((top - value) / (top - bottom)) * height;
  const points = (name: string, at: 0 | 1) =>
    rows.map((row) => ({ x: x(row), y: y([row[name] ?? []].flat()[at]) }));
  return (
    <Surface width={width} height={height}>
      {(banded ? names : []).map((name) => (
        <Layer key={bandOf(name)} className={`band line-${name}`}>
          <Curve className="plot-area" points={points(bandOf(name), 1)} baseLine={points(bandOf(name), 0)} />
        </Layer>
      ))}
      {names.map((name) => (
        <Layer key={name} className={`line line-${name}${banded ? " mean" : ""}`}>
          <Curve className="plot-area" points={points(name, 0)} baseLine={y(0) ?? height} />
          <Curve className="plot-curve" points={points(name, 0)} />
        </Layer>
      ))}
    </Surface>
  );
});

import { memo } from "react";
import { type PlotLine, pathsOf } from "./plot-paths";

interface TimePlotProps {
  times: readonly number[];
  lines: readonly PlotLine[];
  gaps: readonly (readonly [from: number, to: number])[];
  from: number;
  to: number;
  bottom: number;
  top: number;
  /** Pixels. */
  width: number;
  height: number;
}

/** The lines of one lane and nothing else: axes, gaps and the crosshair belong to the frame around it. */
export const TimePlot = memo(function TimePlot(props: TimePlotProps) {
  const { times, lines, gaps, from, to, bottom, top, width, height } = props;
  const scale = {
    x: (time: number) => ((time - from) / (to - from)) * width,
    y: (value: number) => ((top - value) / (top - bottom)) * height,
  };
  const drawn = lines.map((line) => ({ ...line, ...pathsOf(times, line, gaps, scale) }));
  return (
    <svg width={width} height={height} aria-hidden="true">
      {drawn.map(({ name, high, area }) =>
        // Of lines that cross each other what lies below them would be mud.
        high || lines.length === 1 ? (
          <path key={name} className={`plot-area line-${name}`} data-band={high ? "" : undefined} d={area} />
        ) : null,
      )}
      {drawn.map(({ name, high, curve }) => (
        <path key={name} className={`plot-curve line-${name}`} data-band={high ? "" : undefined} d={curve} />
      ))}
    </svg>
  );
});

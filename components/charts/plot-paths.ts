/** One line of a plot, and the band around it where each point stands for many samples. */
export interface PlotLine {
  name: string;
  low: readonly (number | null)[];
  high: readonly (number | null)[] | null;
  mean: readonly (number | null)[] | null;
  /** Below the zero line. */
  below?: boolean;
}

/** From the figures to pixels. */
export interface PlotScale {
  x: (time: number) => number;
  y: (value: number) => number;
}

interface PlotPaths {
  curve: string;
  /** What the line covers: down to zero, or from the smallest to the largest value of each point. */
  area: string;
}

type Gaps = readonly (readonly [from: number, to: number])[];

/** A line as SVG paths in pixels. It ends where a value is missing and at each of the gaps. */
export function pathsOf(times: readonly number[], line: PlotLine, gaps: Gaps, scale: PlotScale): PlotPaths {
  const { low, high, mean, below } = line;
  const values = mean ?? low;
  const sign = below ? -1 : 1;
  const point = (at: number, value: number) =>
    `${tenth(scale.x(times[at] ?? 0))} ${tenth(scale.y(sign * value))}`;
  let [curve, area] = ["", ""];
  for (const piece of piecesOf(times, values, gaps)) {
    const along = (of: readonly (number | null)[]) => piece.map((at) => point(at, of[at] ?? 0));
    const upper = along(high ?? low);
    const lower = high ? along(low) : piece.map((at) => point(at, 0));
    // A lone point is a line, too: else nobody would see it.
    curve += `M${along(values).join("L")}${piece.length === 1 ? "h.5" : ""}`;
    area += `M${upper.join("L")}L${lower.toReversed().join("L")}Z`;
  }
  return { curve, area };
}

/** The points that belong together, by their place in `times`. */
function piecesOf(times: readonly number[], values: PlotLine["low"], gaps: Gaps): number[][] {
  const pieces: number[][] = [];
  let piece: number[] = [];
  let gap = 0;
  times.forEach((time, at) => {
    while ((gaps[gap]?.[1] ?? Number.POSITIVE_INFINITY) <= time) {
      gap += 1;
      piece = [];
    }
    if (values[at] == null) {
      piece = [];
    } else if (piece.push(at) === 1) {
      pieces.push(piece);
    }
  });
  return pieces;
}

const tenth = (pixels: number): number => Math.round(pixels * 10) / 10;

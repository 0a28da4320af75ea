/** One line of a plot: smallest and largest value at each time; `high` null where there is one value alone. */
export interface PlotLine {
  name: string;
  low: readonly (number | null)[];
  high: readonly (number | null)[] | null;
  /** Below the zero line. */
  below?: boolean;
}

export type PlotRow = { t: number } & Record<string, number | null>;

/**
 * Rows to draw lines through. Smallest and largest value stand above each other, in turns from below and from above, so
 * that the line covers all that lies between; in each of the gaps a row without values ends it.
 */
export function plotRows(
  times: readonly number[],
  lines: readonly PlotLine[],
  gaps: readonly (readonly [number, number])[],
): PlotRow[] {
  const both = lines.some(({ high }) => high !== null);
  const rows: PlotRow[] = [];
  let gap = 0;
  times.forEach((time, at) => {
    while (gap < gaps.length && (gaps[gap]?.[1] ?? 0) <= time) {
      rows.push(emptyRow(gaps[gap] ?? [time, time], lines));
      gap += 1;
    }
    const up = at % 2 === 0;
    rows.push(rowAt(time, at, lines, up ? "low" : "high"));
    if (both) {
      rows.push(rowAt(time, at, lines, up ? "high" : "low"));
    }
  });
  return rows;
}

const emptyRow = ([from, to]: readonly [number, number], lines: readonly PlotLine[]): PlotRow =>
  Object.assign({ t: (from + to) / 2 }, Object.fromEntries(lines.map(({ name }) => [name, null])));

const rowAt = (time: number, at: number, lines: readonly PlotLine[], side: "low" | "high"): PlotRow =>
  Object.assign(
    { t: time },
    Object.fromEntries(
      lines.map((line) => {
        const value = (side === "high" ? (line.high ?? line.low) : line.low)[at] ?? null;
        return [line.name, value !== null && line.below ? -value : value];
      }),
    ),
  );

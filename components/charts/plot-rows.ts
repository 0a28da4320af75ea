/** One line of a plot, and the band around it where each point stands for many samples. */
export interface PlotLine {
  name: string;
  low: readonly (number | null)[];
  high: readonly (number | null)[] | null;
  mean: readonly (number | null)[] | null;
}

type Band = readonly [number, number];
export type PlotRow = { t: number } & Record<string, number | Band | null>;

export const bandOf = (name: string): string => `${name}-band`;

/** Rows to draw lines and bands through; in each of the gaps a row without values ends them. */
export function plotRows(
  times: readonly number[],
  lines: readonly PlotLine[],
  gaps: readonly (readonly [number, number])[],
): PlotRow[] {
  const rows: PlotRow[] = [];
  let gap = 0;
  times.forEach((time, at) => {
    while (gap < gaps.length && (gaps[gap]?.[1] ?? 0) <= time) {
      const [from, to] = gaps[gap] ?? [time, time];
      rows.push(rowAt((from + to) / 2, -1, lines));
      gap += 1;
    }
    rows.push(rowAt(time, at, lines));
  });
  return rows;
}

const rowAt = (time: number, at: number, lines: readonly PlotLine[]): PlotRow =>
  Object.assign(
    { t: time },
    Object.fromEntries(
      lines.flatMap(({ name, low, high, mean }) => {
        const value = (mean ?? low)[at] ?? null;
        const [least, most] = [low[at] ?? null, high?.[at] ?? null];
        return [
          [name, value],
          ...(high ? [[bandOf(name), least === null || most === null ? null : [least, most]]] : []),
        ];
      }),
    ),
  );

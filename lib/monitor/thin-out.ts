import { bySeries, type Samples, type SERIES } from "./samples";

/** Smallest and largest value of one series at each point; null where it has none. `high` is null where it would repeat `low`. */
export interface ThinSeries {
  low: (number | null)[];
  high: (number | null)[] | null;
}

export interface ThinSamples {
  /** Unix seconds, ascending: of a sample, or the middle of a column. */
  times: number[];
  series: Record<(typeof SERIES)[number], ThinSeries>;
}

/**
 * What can be seen of the samples on so many pixel columns: the smallest and the largest value in each, so that no
 * spike is lost, whatever its length. Where two samples or fewer fall on a column, the samples themselves.
 */
export function thinOut(samples: Samples, from: number, to: number, columns: number): ThinSamples {
  const { times } = samples;
  if (times.length <= 2 * columns) {
    return {
      times: [...times],
      series: bySeries((series) => ({ low: [...samples.values[series]], high: null })),
    };
  }
  const width = (to - from) / columns;
  const columnOf = (time: number) => Math.min(columns - 1, Math.max(0, Math.floor((time - from) / width)));
  const bounds = columnBounds(times, columnOf);
  return {
    times: bounds.map(({ column }) => Math.round(from + (column + 0.5) * width)),
    series: bySeries((series) => extremes(samples.values[series], bounds)),
  };
}

interface Bounds {
  column: number;
  start: number;
  end: number;
}

/** Which samples lie on which column; columns without any are left out. */
function columnBounds(times: readonly number[], columnOf: (time: number) => number): Bounds[] {
  const bounds: Bounds[] = [];
  times.forEach((time, at) => {
    const column = columnOf(time);
    const last = bounds.at(-1);
    if (last?.column === column) {
      last.end = at + 1;
    } else {
      bounds.push({ column, start: at, end: at + 1 });
    }
  });
  return bounds;
}

function extremes(values: readonly (number | null)[], bounds: readonly Bounds[]): ThinSeries {
  const low: (number | null)[] = [];
  const high: (number | null)[] = [];
  for (const { start, end } of bounds) {
    let [least, most]: [number | null, number | null] = [null, null];
    for (let at = start; at < end; at++) {
      const value = values[at] ?? null;
      if (value !== null) {
        least = least === null || value < least ? value : least;
        most = most === null || value > most ? value : most;
      }
    }
    low.push(least);
    high.push(most);
  }
  return { low, high };
}

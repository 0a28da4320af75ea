import { bySeries, type Samples, type SERIES } from "./samples";

/** One series: its values at each point, null where it has none. */
export interface ThinSeries {
  /** The smallest; the value itself where nothing was thinned out. */
  low: (number | null)[];
  /** The largest; null where nothing was thinned out. */
  high: (number | null)[] | null;
  /** The mean; null where nothing was thinned out. */
  mean: (number | null)[] | null;
  /** Of all samples in the range; null where there are none. */
  average: number | null;
  /** The 95th percentile of all samples in the range; null where there are none. */
  p95: number | null;
}

/** A band between smallest and largest is drawn with a line of means: more columns than these would be a blur. */
const BAND_COLUMNS = 300;

export interface ThinSamples {
  /** Unix seconds, ascending: of a sample, or the middle of a column. */
  times: number[];
  series: Record<(typeof SERIES)[number], ThinSeries>;
}

/**
 * What can be seen of the samples on so many pixel columns. Where there are no more samples than columns, the
 * samples themselves; else `BAND_COLUMNS` at most, with mean, smallest and largest value of each, so that no spike is lost,
 * whatever its length.
 */
export function thinOut(samples: Samples, from: number, to: number, pixels: number): ThinSamples {
  const { times } = samples;
  if (times.length <= pixels) {
    return {
      times: [...times],
      series: bySeries((series) => ({
        low: [...samples.values[series]],
        high: null,
        mean: null,
        ...figuresOf(samples.values[series]),
      })),
    };
  }
  const columns = Math.min(pixels, BAND_COLUMNS);
  const width = (to - from) / columns;
  const columnOf = (time: number) => Math.min(columns - 1, Math.max(0, Math.floor((time - from) / width)));
  const bounds = columnBounds(times, columnOf);
  return {
    times: bounds.map(({ column }) => Math.round(from + (column + 0.5) * width)),
    series: bySeries((series) => ({
      ...columnsOf(samples.values[series], bounds),
      ...figuresOf(samples.values[series]),
    })),
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

function columnsOf(values: readonly (number | null)[], bounds: readonly Bounds[]) {
  const low: (number | null)[] = [];
  const high: (number | null)[] = [];
  const mean: (number | null)[] = [];
  for (const { start, end } of bounds) {
    let [least, most]: [number | null, number | null] = [null, null];
    let [sum, count] = [0, 0];
    for (let at = start; at < end; at++) {
      const value = values[at] ?? null;
      if (value !== null) {
        least = least === null || value < least ? value : least;
        most = most === null || value > most ? value : most;
        sum += value;
        count += 1;
      }
    }
    low.push(least);
    high.push(most);
    mean.push(count === 0 ? null : sum / count);
  }
  return { low, high, mean };
}

function figuresOf(values: readonly (number | null)[]): Pick<ThinSeries, "average" | "p95"> {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known.length === 0
    ? { average: null, p95: null }
    : {
        average: known.reduce((sum, value) => sum + value, 0) / known.length,
        p95: known[Math.ceil(known.length * 0.95) - 1] ?? null,
      };
}

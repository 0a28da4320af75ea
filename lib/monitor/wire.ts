import { bySeries, SERIES } from "./samples";
import type { ThinSamples, ThinSeries } from "./thin-out";

/**
 * Points as they travel: times as runs of even steps, each series as whole numbers of its own unit, which is at most a
 * 400th of its largest value: less than a pixel of a lane.
 */
export interface WirePoints {
  /** First (Unix seconds), step (seconds), how many. */
  times: [first: number, step: number, count: number][];
  series: [
    unit: number,
    low: (number | null)[],
    /** By how much the largest and the mean lie above the smallest. */
    above: (number | null)[] | null,
    mean: (number | null)[] | null,
    average: number | null,
    p95: number | null,
  ][];
}

/** Steps on the height of a lane. */
const LEVELS = 400;
/** No master measures finer. */
const FINEST = 1e-9;

export function toWire({ times, series }: ThinSamples): WirePoints {
  return { times: runsOf(times), series: SERIES.map((name) => seriesToWire(series[name])) };
}

export function fromWire(wire: WirePoints): ThinSamples {
  const times = wire.times.flatMap(([first, step, count]) =>
    Array.from({ length: count }, (_, at) => first + at * step),
  );
  return { times, series: bySeries((name) => seriesFromWire(wire.series[SERIES.indexOf(name)])) };
}

function runsOf(times: readonly number[]): WirePoints["times"] {
  const runs: WirePoints["times"] = [];
  for (const time of times) {
    const run = runs.at(-1);
    if (run && run[2] === 1 && time > run[0]) {
      run[1] = time - run[0];
      run[2] = 2;
    } else if (run && time === run[0] + run[1] * run[2]) {
      run[2] += 1;
    } else {
      runs.push([time, 0, 1]);
    }
  }
  return runs;
}

function seriesToWire({ low, high, mean, average, p95 }: ThinSeries): WirePoints["series"][number] {
  const largest = [...low, ...(high ?? [])].reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const unit = unitOf(largest);
  const round = (value: number | null) => (value === null ? null : Math.round(value / unit));
  const lows = low.map(round);
  const above = (values: (number | null)[] | null) =>
    values?.map((value, at) => {
      const rounded = round(value);
      return rounded === null ? null : rounded - (lows[at] ?? 0);
    }) ?? null;
  return [unit, lows, above(high), above(mean), round(average), round(p95)];
}

/** A power of ten, or two or five of them: at most a 400th of the largest value. */
function unitOf(largest: number): number {
  if (largest <= 0) {
    return 1;
  }
  const finest = Math.max(FINEST, largest / LEVELS);
  const power = 10 ** Math.floor(Math.log10(finest));
  const factor = finest >= 5 * power ? 5 : finest >= 2 * power ? 2 : 1;
  return factor * power;
}

function seriesFromWire(series: WirePoints["series"][number] | undefined): ThinSeries {
  if (!series) {
    return { low: [], high: null, mean: null, average: null, p95: null };
  }
  const [unit, lows, high, mean, average, p95] = series;
  const value = (level: number | null) => (level === null ? null : level * unit);
  const above = (levels: (number | null)[] | null) =>
    levels?.map((more, at) => (more === null ? null : value((lows[at] ?? 0) + more))) ?? null;
  return {
    low: lows.map(value),
    high: above(high),
    mean: above(mean),
    average: value(average),
    p95: value(p95),
  };
}

/** The lines that are drawn, in the order in which they travel. */
export const SERIES = [
  "cpu",
  "memory",
  "systemRead",
  "systemWrite",
  "dataRead",
  "dataWrite",
  "up",
  "down",
] as const;
export type Series = (typeof SERIES)[number];

type Column = (number | null)[];

/**
 * Samples by column, oldest first, no time twice. CPU in percent, memory in MB; disk and network in the provider's own
 * units, since the vendor gives none. Null where the master's figure couldn't be read.
 */
export interface Samples {
  /** Unix seconds. */
  times: number[];
  memoryTotal: Column;
  values: Record<Series, Column>;
}

/** The master writes one a minute: a longer silence than this is a gap. */
export const GAP_SECONDS = 150;

export const noSamples = (): Samples => ({
  times: [],
  memoryTotal: [],
  values: bySeries(() => []),
});

export const bySeries = <T>(make: (series: Series) => T): Record<Series, T> => ({
  cpu: make("cpu"),
  memory: make("memory"),
  systemRead: make("systemRead"),
  systemWrite: make("systemWrite"),
  dataRead: make("dataRead"),
  dataWrite: make("dataWrite"),
  up: make("up"),
  down: make("down"),
});

/** Those from `from` on and before `to`, in Unix seconds. */
export function samplesWithin(samples: Samples, from: number, to: number): Samples {
  const start = firstAt(samples.times, from);
  const end = firstAt(samples.times, to);
  return {
    times: samples.times.slice(start, end),
    memoryTotal: samples.memoryTotal.slice(start, end),
    values: bySeries((series) => samples.values[series].slice(start, end)),
  };
}

/** One after another; a sample that isn't later than the one before it (a day read twice at its edge) is left out. */
export function joinSamples(days: readonly Samples[]): Samples {
  const joined = noSamples();
  for (const day of days) {
    const start = firstAt(day.times, (joined.times.at(-1) ?? Number.NEGATIVE_INFINITY) + 1);
    append(joined.times, day.times, start);
    append(joined.memoryTotal, day.memoryTotal, start);
    for (const series of SERIES) {
      append(joined.values[series], day.values[series], start);
    }
  }
  return joined;
}

function append<T>(to: T[], from: readonly T[], start: number): void {
  for (let at = start; at < from.length; at++) {
    to.push(from[at] as T);
  }
}

/** Where the first time not before `time` stands. */
function firstAt(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

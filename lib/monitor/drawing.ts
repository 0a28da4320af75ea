import { GAP_SECONDS, type Samples, type Series, samplesWithin } from "./samples";
import { isNetworkUnit, NETWORK_UNITS } from "./traffic/fit-unit";

/**
 * One small line, 0 to `DRAWN_LEVELS`; null where there is none. A column is its largest value; its mean of what jumps
 * from minute to minute (disk, network). `peak` is a single sample, as the monitor tells it.
 */
export interface DrawnLine {
  line: (number | null)[];
  /** What `DRAWN_LEVELS` stands for. */
  top: number;
  /** The newest sample, of a line of means its last column; null where no sample came in the last minutes. */
  last: number | null;
  peak: number | null;
  /** Unix seconds. */
  peakAt: number | null;
}

export const DRAWN = ["cpu", "memory", "disk", "network"] as const;
export type Drawn = (typeof DRAWN)[number];

/** A host's small drawings, as they are kept. Times are Unix seconds. */
export interface Drawing {
  until: number;
  /** CPU of the last hour, a column a minute. */
  hour: DrawnLine;
  /** The last 24 hours, a column for twelve minutes. */
  day: Record<Drawn, DrawnLine>;
  /** MB; null where no sample tells. */
  memoryTotal: number | null;
}

export const DRAWN_LEVELS = 60;
const HOUR = 3_600;
const DAY = 24 * HOUR;
const COLUMNS = { hour: 60, day: 120 } as const;
/** A CPU that does nothing is a flat line: its scale never ends lower. Percent. */
const LEAST_CPU = 5;
/** A value that is older than this is no "now". */
const NOW_SECONDS = 330;

/** The series that each is the sum of. */
const PARTS: Record<Drawn, readonly Series[]> = {
  cpu: ["cpu"],
  memory: ["memory"],
  disk: ["systemRead", "systemWrite", "dataRead", "dataWrite"],
  network: ["up", "down"],
};

/** What the list and the overview draw of the samples up to `until` (Unix seconds). */
export function drawingOf(samples: Samples, until: number): Drawing {
  const day = samplesWithin(samples, until - DAY, until + 1);
  const hour = samplesWithin(samples, until - HOUR, until + 1);
  const memoryTotal = day.memoryTotal.findLast((total) => total !== null) ?? null;
  const ofDay = (drawn: Drawn, top: number | null, means = false) =>
    drawnLine(day.times, figuresOf(day, drawn), {
      from: until - DAY,
      to: until,
      columns: COLUMNS.day,
      top,
      means,
    });
  return {
    until,
    hour: drawnLine(hour.times, hour.values.cpu, {
      from: until - HOUR,
      to: until,
      columns: COLUMNS.hour,
      top: LEAST_CPU,
    }),
    day: {
      cpu: ofDay("cpu", LEAST_CPU),
      memory: ofDay("memory", memoryTotal),
      disk: ofDay("disk", null, true),
      network: ofDay("network", null, true),
    },
    memoryTotal,
  };
}

/** No sample of the last 24 hours has a figure. */
export const isEmpty = ({ day }: Drawing): boolean => DRAWN.every((name) => day[name].peak === null);

/** What is drawn, sample by sample; null only where none of its series has a value. */
export function figuresOf(samples: Samples, drawn: Drawn): (number | null)[] {
  return samples.times.map((_, at) => {
    const values = PARTS[drawn].flatMap((series) => samples.values[series][at] ?? []);
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
  });
}

interface Frame {
  from: number;
  to: number;
  columns: number;
  /** Ends no lower than this, and else at the largest value. */
  top: number | null;
  means?: boolean;
}

function drawnLine(times: readonly number[], values: readonly (number | null)[], frame: Frame): DrawnLine {
  const { from, to, columns, means } = frame;
  const inColumn: number[][] = Array.from({ length: columns }, () => []);
  let [peak, peakAt]: [number | null, number | null] = [null, null];
  times.forEach((time, at) => {
    const value = values[at] ?? null;
    const column = Math.min(columns - 1, Math.max(0, Math.floor(((time - from) / (to - from)) * columns)));
    if (value === null) {
      return;
    }
    inColumn[column]?.push(value);
    if (peak === null || value > peak) {
      [peak, peakAt] = [value, time];
    }
  });
  const lastAt = values.findLastIndex((value) => value !== null);
  const isNow = to - (times[lastAt] ?? 0) <= NOW_SECONDS;
  const drawn = inColumn.map((found) =>
    found.length === 0 ? null : means ? meanOf(found) : Math.max(0, ...found),
  );
  // Means lie far below single samples, which would press them to the ground.
  const highest = means ? Math.max(0, ...drawn.map((value) => value ?? 0)) : (peak ?? 0);
  const top = Math.max(frame.top ?? 0, highest) || 1;
  return {
    line: bridged(drawn, Math.floor((GAP_SECONDS * columns) / (to - from))).map((value) =>
      value === null ? null : Math.round((value / top) * DRAWN_LEVELS),
    ),
    top,
    last: isNow ? ((means ? drawn.at(-1) : values[lastAt]) ?? null) : null,
    peak,
    peakAt,
  };
}

const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Samples that come a little late leave a column empty: that is no gap yet. */
function bridged(values: readonly (number | null)[], longest: number): (number | null)[] {
  return values.map((value, at) => {
    const before = values.slice(Math.max(0, at - longest), at).findLast((one) => one !== null) ?? null;
    const follows = values.slice(at + 1, at + 1 + longest).some((one) => one !== null);
    return value ?? (follows ? before : null);
  });
}

/** How network figures are told: as a port's speed is, where it is known what they are. `part`: so much of theirs is one. */
export const networkShown = (unit: string): { unit: string; part: number } =>
  isNetworkUnit(unit)
    ? { unit: "Mbit/s", part: NETWORK_UNITS["Mbit/s"] / NETWORK_UNITS[unit] }
    : { unit, part: 1 };

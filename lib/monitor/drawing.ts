import { GAP_SECONDS, type Samples, type Series, samplesWithin } from "./samples";

/** One small line: the largest value in each column, 0 to `DRAWN_LEVELS`; null where there is none. */
export interface DrawnLine {
  line: (number | null)[];
  /** What `DRAWN_LEVELS` stands for. */
  top: number;
  /** The newest value; null where there is none in the last minutes. */
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
/** A value that is older than this is no "now". */
const NOW_SECONDS = 330;

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
  const ofDay = (drawn: Drawn, top: number | null) =>
    drawnLine(day.times, sumOf(day, PARTS[drawn]), {
      from: until - DAY,
      to: until,
      columns: COLUMNS.day,
      top,
    });
  return {
    until,
    hour: drawnLine(hour.times, hour.values.cpu, {
      from: until - HOUR,
      to: until,
      columns: COLUMNS.hour,
      top: 100,
    }),
    day: {
      cpu: ofDay("cpu", 100),
      memory: ofDay("memory", memoryTotal),
      disk: ofDay("disk", null),
      network: ofDay("network", null),
    },
    memoryTotal,
  };
}

/** No sample of the last 24 hours has a figure. */
export const isEmpty = ({ day }: Drawing): boolean => DRAWN.every((name) => day[name].peak === null);

/** Null only where none of the series has a value. */
function sumOf(samples: Samples, parts: readonly Series[]): (number | null)[] {
  return samples.times.map((_, at) => {
    const values = parts.flatMap((series) => samples.values[series][at] ?? []);
    return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
  });
}

interface Frame {
  from: number;
  to: number;
  columns: number;
  /** Null: the largest value. */
  top: number | null;
}

function drawnLine(times: readonly number[], values: readonly (number | null)[], frame: Frame): DrawnLine {
  const { from, to, columns } = frame;
  const most: (number | null)[] = Array.from({ length: columns }, () => null);
  let [peak, peakAt]: [number | null, number | null] = [null, null];
  times.forEach((time, at) => {
    const value = values[at] ?? null;
    const column = Math.min(columns - 1, Math.max(0, Math.floor(((time - from) / (to - from)) * columns)));
    if (value === null) {
      return;
    }
    most[column] = Math.max(most[column] ?? 0, value);
    if (peak === null || value > peak) {
      [peak, peakAt] = [value, time];
    }
  });
  const top = Math.max(frame.top ?? 0, peak ?? 0) || 1;
  const lastAt = values.findLastIndex((value) => value !== null);
  const isNow = to - (times[lastAt] ?? 0) <= NOW_SECONDS;
  return {
    line: bridged(most, Math.floor((GAP_SECONDS * columns) / (to - from))).map((value) =>
      value === null ? null : Math.round((value / top) * DRAWN_LEVELS),
    ),
    top,
    last: isNow ? (values[lastAt] ?? null) : null,
    peak,
    peakAt,
  };
}

/** Samples that come a little late leave a column empty: that is no gap yet. */
function bridged(values: readonly (number | null)[], longest: number): (number | null)[] {
  return values.map((value, at) => {
    const before = values.slice(Math.max(0, at - longest), at).findLast((one) => one !== null) ?? null;
    const follows = values.slice(at + 1, at + 1 + longest).some((one) => one !== null);
    return value ?? (follows ? before : null);
  });
}

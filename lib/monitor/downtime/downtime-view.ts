import { wallClock } from "@/lib/i18n/wall-clock";

/**
 * Whose the minutes are in which a host didn't run. `unknown`: nobody the panel knows of turned it off. The last two: whether it ran
 * nobody knows; RStack told nothing of many hosts, or of this one.
 */
export const CAUSES = [
  ...(["customer", "schedule", "support", "suspension", "traffic", "maintenance", "unknown"] as const),
  ...(["silence", "unclear"] as const),
] as const;
export type DowntimeCause = (typeof CAUSES)[number];

/** Whether the host is known not to have run then. */
export const isDown = (cause: DowntimeCause): boolean => cause !== "silence" && cause !== "unclear";

/** Unix seconds. */
export interface Downtime {
  from: number;
  to: number;
  cause: DowntimeCause;
}

export interface DowntimeMonth {
  /** `2026-12`. */
  month: string;
  /** In which the host didn't run. */
  minutes: number;
  /** Each with at least a minute, in the order of `CAUSES`. */
  causes: { cause: DowntimeCause; minutes: number }[];
}

/** One stretch of time; ISO 8601. */
export interface DowntimeSpan {
  from: string;
  /** Null: it goes on. */
  to: string | null;
  minutes: number;
  cause: DowntimeCause;
}

export interface DowntimeView {
  /** Whether it is known that hosts lack samples while they don't run: until then nothing is told but `unclear`. */
  isLearnt: boolean;
  /** The newest first; one in which nothing was missed is missing. */
  months: DowntimeMonth[];
  /** The longest first. */
  longest: DowntimeSpan[];
}

const minutesOf = (seconds: number): number => Math.round(seconds / 60);

/** Sums by month of that zone. */
export function monthsOf(downtimes: readonly Downtime[], zone: string): DowntimeMonth[] {
  const months = new Map<string, Map<DowntimeCause, number>>();
  for (const { from, to, cause } of downtimes) {
    for (let [at, end] = [from, from]; at < to; at = end) {
      const { month, next } = monthAt(at, zone);
      end = Math.min(to, next);
      const sums = months.get(month) ?? new Map<DowntimeCause, number>();
      sums.set(cause, (sums.get(cause) ?? 0) + end - at);
      months.set(month, sums);
    }
  }
  return [...months]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([month, sums]) => {
      const causes = CAUSES.map((cause) => ({ cause, minutes: minutesOf(sums.get(cause) ?? 0) }));
      const down = causes.filter(({ cause }) => isDown(cause));
      return {
        month,
        minutes: down.reduce((sum, { minutes }) => sum + minutes, 0),
        causes: causes.filter(({ minutes }) => minutes > 0),
      };
    });
}

/** The month that a clock of that zone shows, and when the next begins there. */
function monthAt(time: number, zone: string): { month: string; next: number } {
  const wall = wallClock(time, zone);
  const date = new Date(wall * 1000);
  const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000;
  const next = time + end - wall;
  // Clocks may be changed between.
  return { month: date.toISOString().slice(0, 7), next: next + end - wallClock(next, zone) };
}

/** One of them, and whether it still goes on as far as is known. */
export type Lasting = Downtime & { goesOn: boolean };

/** The ones that took longest. */
export const longestOf = <D extends Lasting>(downtimes: readonly D[], most: number) =>
  downtimes
    .toSorted((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, most)
    .map(({ goesOn, from, to, ...downtime }) => ({
      ...downtime,
      from: isoOf(from),
      to: goesOn ? null : isoOf(to),
      minutes: minutesOf(to - from),
    }));

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Days of the master's calendar, `YYYYMMDD`; times in Unix seconds. */

const DAY = 86_400;
const MINUTE = 60;

/** Until a sample told: the zone of the vendor's own example, UTC+8. */
export const GUESSED_OFFSET_MINUTES = 480;
/** No zone on earth is further west: whose day ended there has ended everywhere. */
const WESTMOST_OFFSET_MINUTES = -12 * 60;
const EASTMOST_OFFSET_MINUTES = 14 * 60;
/** Offsets change by an hour in spring and autumn: a day of the other half-year begins that much beside where it seems to. */
const CLOCK_CHANGE = 3_600;
/** The master writes the last minutes of a day a little after it. */
const LATE = 3 * MINUTE;

export function dayAt(time: number, offsetMinutes: number): string {
  const clock = new Date((time + offsetMinutes * MINUTE) * 1000);
  return clock.toISOString().slice(0, 10).replaceAll("-", "");
}

export function dayStart(day: string, offsetMinutes: number): number {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6, 8)].map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, date) / 1000 - offsetMinutes * MINUTE;
}

/** The days that may hold samples from `from` to before `to`, oldest first. */
export function daysBetween(from: number, to: number, offsetMinutes: number): string[] {
  const days: string[] = [];
  const last = dayAt(Math.max(from, to - 1), offsetMinutes);
  for (let at = from - CLOCK_CHANGE; days.at(-1) !== last; at += DAY) {
    days.push(dayAt(Math.min(at, to - 1), offsetMinutes));
  }
  return [...new Set(days)];
}

/**
 * Whether nothing can come any more for this day at `now` (the master's Unix time): by the zone that the panel knows
 * and by that of the day's own samples, since clocks may have been changed between. Where neither is known, only what
 * has ended in every zone counts.
 */
export function hasEnded(day: string, now: number, offsets: readonly (number | null)[]): boolean {
  const known = offsets.filter((offset) => offset !== null);
  const westmost = known.length > 0 ? Math.min(...known) : WESTMOST_OFFSET_MINUTES;
  return now >= dayStart(day, westmost) + DAY + LATE;
}

/**
 * Between which times a day's samples lie, by the zones that it may have been written in and a change of clocks; where
 * none is known, by all on earth.
 */
export function dayBounds(day: string, offsets: readonly (number | null)[]): { from: number; to: number } {
  const known = offsets.filter((offset) => offset !== null);
  const [west, east] =
    known.length > 0
      ? [Math.min(...known), Math.max(...known)]
      : [WESTMOST_OFFSET_MINUTES, EASTMOST_OFFSET_MINUTES];
  return { from: dayStart(day, east) - CLOCK_CHANGE, to: dayStart(day, west) + DAY + CLOCK_CHANGE };
}

export const dayEnd = (day: string, offsetMinutes: number): number => dayStart(day, offsetMinutes) + DAY;

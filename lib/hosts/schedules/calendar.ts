import { wallClock } from "../../i18n/wall-clock";

/** When a schedule is due: at a minute of chosen days, by the clock of one zone. */
export interface ScheduleTime {
  /** 1 is Monday, 7 Sunday; at least one. */
  days: readonly number[];
  /** Minutes since midnight. */
  minuteOfDay: number;
  /** IANA name. */
  timeZone: string;
}

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

const DAY = 86_400;
/** A week, and a day where the clock skips the hour that today's would have been. */
const DAYS_AHEAD = 8;

/**
 * When a clock in that zone shows `wall` (Unix seconds, as if it were UTC). Shown twice: the first time. Never shown, since
 * the clock is put forward over it: as long after midnight as on other days, so an hour later by the clock.
 */
function momentOf(wall: number, zone: string): number {
  const offsetAt = (time: number) => wallClock(time, zone) - time;
  // No zone is further than 14 hours from UTC, and none changes its clock twice in two days.
  const before = offsetAt(wall - DAY);
  const after = offsetAt(wall + DAY);
  const shown = [wall - before, wall - after].filter((time) => wallClock(time, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : wall - before;
}

/** ISO: 1 is Monday. */
const weekdayOf = (wall: number): number => new Date(wall * 1000).getUTCDay() || 7;

/** The first time that is later than `after`. Each day of the calendar has one at most, whatever its clock does. */
export function nextTime({ days, minuteOfDay, timeZone }: ScheduleTime, after: Date): Date {
  const now = after.getTime() / 1000;
  const wallNow = wallClock(Math.floor(now), timeZone);
  const yesterday = wallNow - (wallNow % DAY) - DAY;
  for (let day = yesterday; day <= yesterday + (DAYS_AHEAD + 1) * DAY; day += DAY) {
    const moment = momentOf(day + minuteOfDay * 60, timeZone);
    if (moment > now && days.includes(weekdayOf(day))) {
      return new Date(moment * 1000);
    }
  }
  throw new RangeError("a schedule without days is never due");
}

/** Beyond these a schedule that nobody looked after for long says no more of each time that it missed. */
const MOST_AT_ONCE = 100;

/** Every time from `due` on that is not later than `now`, and the first that is. */
export function timesUntil(time: ScheduleTime, due: Date, now: Date): { due: Date[]; next: Date } {
  const times: Date[] = [];
  let next = due;
  while (next.getTime() <= now.getTime() && times.length < MOST_AT_ONCE) {
    times.push(next);
    next = nextTime(time, next);
  }
  return { due: times, next: next.getTime() <= now.getTime() ? nextTime(time, now) : next };
}

/** `HH:MM` of a form as minutes since midnight; null where it is none. */
export function readClock(text: string): number | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

export const clockOf = (minuteOfDay: number): string =>
  [Math.floor(minuteOfDay / 60), minuteOfDay % 60].map((part) => String(part).padStart(2, "0")).join(":");

import { wallClock } from "@/lib/i18n/wall-clock";

/** Times in a time zone, without a library. All in Unix seconds; zones by their IANA names. */

/** When a clock in that zone shows this; where it shows it twice, or never, one of the two moments beside it. */
export function timeOfWall(wall: number, zone: string): number {
  const first = wall - (wallClock(wall, zone) - wall);
  return first - (wallClock(first, zone) - wall);
}

/** The whole of a day `YYYY-MM-DD`, 23 to 25 hours; null where it is none. */
export function boundsOfDay(day: string, zone: string): { from: number; to: number } | null {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / 1000 : Number.NaN;
  return Number.isFinite(start)
    ? { from: timeOfWall(start, zone), to: timeOfWall(start + 86_400, zone) }
    : null;
}

const MINUTE = 60;
const DAY = 86_400;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 4_320, 7_200, 10_080, 14_400].map(
  (minutes) => minutes * MINUTE,
);

/** Round times of that zone between two moments, at most so many; `step` in seconds. */
export function ticksBetween(
  from: number,
  to: number,
  most: number,
  zone: string,
): { step: number; times: number[] } {
  const step = STEPS.find((one) => (to - from) / one <= Math.max(1, most)) ?? 30 * DAY;
  const start = wallClock(from, zone);
  const times: number[] = [];
  // Steps of days count from the first midnight, others from midnight itself.
  for (
    let wall = Math.ceil(start / Math.min(step, DAY)) * Math.min(step, DAY);
    times.length <= most;
    wall += step
  ) {
    const time = timeOfWall(wall, zone);
    if (time > to) {
      break;
    }
    if (time >= from && time > (times.at(-1) ?? 0)) {
      times.push(time);
    }
  }
  return { step, times };
}

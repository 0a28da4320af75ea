/**
 * Whether the customer's day has not come yet. `day` is `YYYY-MM-DD` by the master's calendar, whose clock is
 * `utcOffsetMinutes` ahead of UTC; where that isn't known the earliest place on earth decides, and the master has the
 * last word.
 */
export function isTooEarly(day: string | null, now: Date, utcOffsetMinutes: number | null): boolean {
  const ahead = (utcOffsetMinutes ?? FARTHEST_AHEAD) * 60_000;
  return day !== null && day > new Date(now.getTime() + ahead).toISOString().slice(0, 10);
}

const FARTHEST_AHEAD = 14 * 60;

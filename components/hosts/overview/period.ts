/** Longest month and a day's slack: a reset that is further away is no monthly one. */
const LONGEST_MS = 32 * 24 * 3_600_000;

/**
 * How much of the month up to the traffic's reset (ISO 8601) is over, 0 to 1. Null where the reset has passed or lies
 * more than a month ahead, so that an even pace can't be told.
 */
export function periodPassed(now: number, resetAt: string): number | null {
  const end = Date.parse(resetAt);
  if (Number.isNaN(end) || end <= now || end - now > LONGEST_MS) {
    return null;
  }
  const start = new Date(end);
  const day = start.getUTCDate();
  start.setUTCMonth(start.getUTCMonth() - 1);
  if (start.getUTCDate() !== day) {
    // 31 March less a month is "31 February": the last day of February is meant.
    start.setUTCDate(0);
  }
  return Math.max(0, (now - start.getTime()) / (end - start.getTime()));
}

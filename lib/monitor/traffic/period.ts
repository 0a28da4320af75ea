/** Longest month and a day's slack: a reset that is further away is no monthly one. */
const LONGEST_MS = 32 * 24 * 3_600_000;
/** The month up to the traffic's reset (ISO 8601), in ms since 1970. Null where the reset has passed or lies more than a month ahead. */
export function periodOf(now: number, resetAt: string): { start: number; end: number } | null {
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
  return { start: start.getTime(), end };
}

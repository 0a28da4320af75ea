/** Longest month and a day's slack: a reset that is further away is no monthly one. */
const LONGEST_MS = 32 * 24 * 3_600_000;
/** A rate is told from no less than a day. */
const DAY_MS = 24 * 3_600_000;

/** The month up to the traffic's reset (ISO 8601), in ms since 1970. Null where the reset has passed or lies more than a month ahead. */
function periodOf(now: number, resetAt: string): { start: number; end: number } | null {
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

/** How much of the month up to the traffic's reset is over, 0 to 1; null where an even pace can't be told. */
export function periodPassed(now: number, resetAt: string): number | null {
  const period = periodOf(now, resetAt);
  return period && Math.max(0, (now - period.start) / (period.end - period.start));
}

/**
 * When the traffic is used up if it goes on as it did since the last reset: a time (ms since 1970), or `lasts` where
 * that is after the next reset. Null where it can't be told: no month, less than a day of it over, or used up already.
 */
export function trafficLastsUntil(
  now: number,
  resetAt: string,
  usedGb: number,
  limitGb: number,
): number | "lasts" | null {
  const period = periodOf(now, resetAt);
  if (!period || now - period.start < DAY_MS || usedGb >= limitGb) {
    return null;
  }
  const until = period.start + (now - period.start) * (limitGb / usedGb);
  return until < period.end ? until : "lasts";
}

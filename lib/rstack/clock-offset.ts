/**
 * Minutes that the master's clock is ahead of UTC, from one sample's two clocks; null where its own can't be read.
 * Zones lie on quarter hours; the two clocks may be read seconds apart.
 */
export function offsetOf(sample: { unixSeconds: number; masterClock: string | null }): number | null {
  const clock = clockSeconds(sample.masterClock);
  const quarters = clock === null ? Number.NaN : Math.round((clock - sample.unixSeconds) / 900);
  return Number.isFinite(quarters) && Math.abs(quarters) <= 14 * 4 ? quarters * 15 : null;
}

/** What a clock of that text would show at that moment in UTC, in seconds since 1970. */
function clockSeconds(text: string | null): number | null {
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(
    text?.trim() ?? "",
  );
  if (!parts) {
    return null;
  }
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

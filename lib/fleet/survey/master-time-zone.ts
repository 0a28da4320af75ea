/** "UTC+08:00" from one sample's Unix time and the master's own clock; null where the clock can't be read. */
export function timeZoneOf(sample: { unixSeconds: number; masterClock: string }): string | null {
  const parts = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(
    sample.masterClock.trim(),
  );
  if (!parts) {
    return null;
  }
  const [year, month, day, hour, minute] = parts.slice(1, 6).map(Number);
  const second = Number(parts[6] ?? 0);
  const asUtc = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) / 1000;
  // Zones lie on quarter hours; the sample's two clocks may be read seconds apart.
  const quarters = Math.round((asUtc - sample.unixSeconds) / 900);
  if (!Number.isFinite(quarters) || Math.abs(quarters) > 14 * 4) {
    return null;
  }
  const minutes = Math.abs(quarters) * 15;
  const two = (n: number) => String(n).padStart(2, "0");
  return `UTC${quarters < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

import { timeOfWall } from "../../charts/zone-time";

const wall = (typed: string): number =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(typed) ? Date.parse(`${typed}Z`) / 1000 : Number.NaN;

/**
 * The moment at which a clock in that zone shows what a browser's `datetime-local` field holds; an invalid date where it
 * holds no time.
 */
export function momentOf(typed: string, zone: string): Date {
  const at = wall(typed);
  return new Date(Number.isFinite(at) ? timeOfWall(at, zone) * 1000 : Number.NaN);
}

/** Both fields, in that zone; no `from` is now. Null where they make no span that is still to come. */
export function readTimes(
  typed: { from: string; until: string },
  zone: string,
  now = Date.now(),
): { from: Date; until: Date | null } | null {
  const from = typed.from === "" ? new Date(now) : momentOf(typed.from, zone);
  const until = typed.until === "" ? null : momentOf(typed.until, zone);
  const begins = from.getTime();
  const ends = until?.getTime() ?? Number.POSITIVE_INFINITY;
  return begins < ends && ends > now && Number.isFinite(begins) ? { from, until } : null;
}

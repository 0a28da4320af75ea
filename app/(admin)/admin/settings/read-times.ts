import { timeOfWall } from "@/components/charts/zone-time";

const wall = (typed: string): number =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(typed) ? Date.parse(`${typed}Z`) / 1000 : Number.NaN;

/** What a browser's `datetime-local` fields hold, in that zone; no `from` is now. Null where they make no span that is still to come. */
export function readTimes(
  typed: { from: string; until: string },
  zone: string,
  now = Date.now(),
): { from: Date; until: Date | null } | null {
  const moment = (text: string): Date | null => (text === "" ? null : new Date(timeOf(text, zone)));
  const [from, until] = [moment(typed.from) ?? new Date(now), moment(typed.until)];
  const begins = from.getTime();
  const ends = until?.getTime() ?? Number.POSITIVE_INFINITY;
  return begins < ends && ends > now && Number.isFinite(begins) ? { from, until } : null;
}

function timeOf(text: string, zone: string): number {
  const at = wall(text);
  return Number.isFinite(at) ? timeOfWall(at, zone) * 1000 : Number.NaN;
}

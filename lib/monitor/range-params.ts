import { LONGEST_RANGE_DAYS, MOST_POINTS, OLDEST_DAYS } from "./monitor-view";

const DAY = 86_400;
/** A chosen day of the customer's own zone ends up to 26 hours after the master's now. */
const AHEAD = 2 * DAY;
const KNOWN = new Set(["from", "to", "points", "format", "zone"]);
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

export interface RangeParams {
  /** Unix seconds; `from` is before `to`. */
  from: number;
  to: number;
  points: number;
  format: "json" | "csv";
  /** IANA; for the times of the CSV. Null: not told. */
  zone: string | null;
}

/**
 * Null where anything is missing, unknown, doubled or out of bounds. Times are Unix seconds or ISO 8601 with a zone.
 * `now`: Unix seconds.
 */
export function readRangeParams(query: URLSearchParams, now: number): RangeParams | null {
  const names = [...query.keys()];
  if (names.some((name) => !KNOWN.has(name)) || new Set(names).size < names.length) {
    return null;
  }
  const from = readTime(query.get("from"));
  const to = readTime(query.get("to"));
  const points = readPoints(query.get("points"));
  const format = query.get("format") ?? "json";
  const zone = query.get("zone");
  if (from === null || to === null || points === null || (format !== "json" && format !== "csv")) {
    return null;
  }
  // An hour more: a month in which clocks are set back.
  const bounded = to > from && to - from <= LONGEST_RANGE_DAYS * DAY + 3_600 && to <= now + AHEAD;
  if (!bounded || from < now - OLDEST_DAYS * DAY || (zone !== null && !isZone(zone))) {
    return null;
  }
  return { from, to, points, format, zone };
}

function readTime(text: string | null): number | null {
  if (text !== null && /^\d{9,10}$/.test(text)) {
    return Number(text);
  }
  const ms = text !== null && ISO.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(ms) ? Math.floor(ms / 1000) : null;
}

function readPoints(text: string | null): number | null {
  if (text === null) {
    return 700;
  }
  const points = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return points >= 1 && points <= MOST_POINTS ? points : null;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone.length <= 64;
  } catch {
    return false;
  }
}

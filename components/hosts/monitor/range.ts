import { boundsOfDay } from "@/components/charts/zone-time";

export const SPANS = { "1h": 3_600, "24h": 86_400, "7d": 7 * 86_400, "30d": 30 * 86_400 } as const;
export type SpanName = keyof typeof SPANS;
export const SPAN_NAMES = ["1h", "24h", "7d", "30d"] as const satisfies readonly SpanName[];

/** What the address says that is looked at. */
export type RangeChoice = { kind: "span"; span: SpanName } | { kind: "day"; day: string };

/** From and to, in Unix seconds. */
export type Range = readonly [from: number, to: number];

/** What is drawn, in Unix seconds. */
export interface Window {
  from: number;
  to: number;
  /** It ends now: it moves on with the clock. */
  moves: boolean;
}

const MINUTE = 60;
/** What a zoom may not go below: some samples must be left to see. */
const LEAST_WINDOW = 10 * MINUTE;

/** The last 24 hours where the address says nothing that can be read. */
export function choiceFrom(search: { get(name: string): string | null }): RangeChoice {
  const day = search.get("day");
  if (day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))) {
    return { kind: "day", day };
  }
  const span = SPAN_NAMES.find((name) => name === search.get("range"));
  return { kind: "span", span: span ?? "24h" };
}

/** The part that was zoomed to; null where there is none, or none that lies within. */
export function zoomFrom(search: { get(name: string): string | null }, whole: Window): Window | null {
  const [from, to] = [Number(search.get("from")), Number(search.get("to"))];
  return Number.isInteger(from) &&
    Number.isInteger(to) &&
    from >= whole.from - MINUTE &&
    to > from &&
    to <= whole.to
    ? { from, to, moves: false }
    : null;
}

export function windowOf(choice: RangeChoice, now: number, zone: string): Window {
  if (choice.kind === "span") {
    const to = Math.ceil(now / MINUTE) * MINUTE;
    return { from: to - SPANS[choice.span], to, moves: true };
  }
  const bounds = boundsOfDay(choice.day, zone) ?? { from: now - SPANS["24h"], to: now };
  return { ...bounds, moves: now >= bounds.from && now < bounds.to };
}

export function hrefOf(choice: RangeChoice, zoom: { from: number; to: number } | null): string {
  const query = new URLSearchParams();
  if (choice.kind === "day") {
    query.set("day", choice.day);
  } else if (choice.span !== "24h") {
    query.set("range", choice.span);
  }
  if (zoom) {
    query.set("from", String(zoom.from));
    query.set("to", String(zoom.to));
  }
  const text = query.toString();
  return text === "" ? "?" : `?${text}`;
}

/** Whole minutes, within the whole, and not too short. */
export function zoomTo(range: Range, whole: Window): { from: number; to: number } {
  const middle = (range[0] + range[1]) / 2;
  const half = Math.max(LEAST_WINDOW, range[1] - range[0]) / 2;
  const from = Math.max(whole.from, Math.floor((middle - half) / MINUTE) * MINUTE);
  return {
    from,
    to: Math.min(whole.to, Math.max(from + LEAST_WINDOW, Math.ceil((middle + half) / MINUTE) * MINUTE)),
  };
}

import { GAP_SECONDS } from "./samples";

/** From and to, in Unix seconds. */
export type Span = [from: number, to: number];

/**
 * Where samples should be and none are, inside of what is known (days that were read, up to the moment they were read
 * at). What isn't known is no gap. `times` ascend; so do the spans, which don't overlap.
 */
export function findGaps(times: readonly number[], known: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let at = 0;
  for (const [from, to] of mergeSpans(known)) {
    let last = from;
    for (; at < times.length && (times[at] ?? 0) < to; at++) {
      const time = times[at] ?? 0;
      if (time - last > GAP_SECONDS) {
        gaps.push([last, time]);
      }
      last = Math.max(last, time);
    }
    if (to - last > GAP_SECONDS) {
      gaps.push([last, to]);
    }
  }
  return gaps;
}

/** What of `whole` none of `spans` covers; those ascend. */
export function spansBetween(whole: Span, spans: readonly Span[]): Span[] {
  const between: Span[] = [];
  let last = whole[0];
  for (const [from, to] of mergeSpans(spans)) {
    if (from > last) {
      between.push([last, Math.min(from, whole[1])]);
    }
    last = Math.max(last, to);
  }
  if (last < whole[1]) {
    between.push([last, whole[1]]);
  }
  return between.filter(([from, to]) => to > from);
}

/** Ascending, with those that touch as one. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && from <= before[1]) {
      before[1] = Math.max(before[1], to);
    } else if (to > from) {
      merged.push([from, to]);
    }
  }
  return merged;
}

import type { Span } from "./find-gaps";
import type { WirePoints } from "./wire";

/** `/api/hosts/ID/monitor`. Times are Unix seconds. */
export interface MonitorView extends WirePoints {
  from: number;
  to: number;
  /** MB: the largest that the range knew; null where no sample tells. */
  memoryTotal: number | null;
  /** No samples, and none will come: the host was off, or nothing was recorded. */
  gaps: Span[];
  /** Not read from the master yet, or after the newest reading. */
  unknown: Span[];
  /** Days that are being read: ask again in a moment. */
  pending: number;
  /** Days that the hosting system refused to tell. */
  refused: number;
  /** When the newest of it was read; null where nothing was. */
  readAt: number | null;
  /** Samples in the range before they were thinned out. */
  samples: number;
}

/** Longest range, and how far back, in days. */
export const LONGEST_RANGE_DAYS = 31;
export const OLDEST_DAYS = 400;
export const MOST_POINTS = 1_200;

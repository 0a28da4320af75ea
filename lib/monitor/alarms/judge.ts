import { wallClock } from "@/lib/i18n/wall-clock";
import type { AlarmKind } from "@/lib/notifications/kinds";

export interface AlarmRule {
  kind: AlarmKind;
  value: number;
  minutes: number;
}

/** What an alarm knows from one look to the next. Times are Unix seconds, by the samples' clock. */
export interface AlarmMemory {
  /** Of the newest figure. */
  at: number | null;
  /** Since when the figures are beyond the limit without a gap; null: they aren't. */
  beyondSince: number | null;
  /** Since when they are back without a gap; null: they aren't. */
  backSince: number | null;
  /** When it went off; null while it hasn't. */
  firedAt: number | null;
  /** When it went off lately: one that flaps has to be back for longer each time. */
  fires: number[];
}

export type AlarmEvent = { type: "fired"; at: number; seen: number } | { type: "resolved"; at: number };
/** Time in Unix seconds, and the figure; null where it couldn't be read. */
export type Figure = readonly [time: number, value: number | null];

export const NO_MEMORY: AlarmMemory = {
  at: null,
  beyondSince: null,
  backSince: null,
  firedAt: null,
  fires: [],
};

const MINUTE = 60;
/** Samples don't come to the second. */
const SLACK = 15;
/** For so long the figures must be back, the first time. */
const BACK = 5 * MINUTE;
const LONGEST_BACK = 60 * MINUTE;
/** Times that it went off count together for so long. */
const FLAPS_WITHIN = 2 * 3_600;

/**
 * Holds further figures, oldest first, against the rule. A silence of more than `gap` seconds ends what was counted and fires
 * and resolves nothing. Pure: the same figures in other portions give the same events.
 */
export function judge(
  rule: AlarmRule,
  before: AlarmMemory,
  figures: readonly Figure[],
  gap: number,
): { memory: AlarmMemory; events: AlarmEvent[] } {
  const memory = { ...before, fires: [...before.fires] };
  const events: AlarmEvent[] = [];
  for (const [time, value] of figures) {
    if (value === null || (memory.at !== null && time <= memory.at)) {
      continue;
    }
    if (memory.at === null || time - memory.at > gap) {
      memory.beyondSince = null;
      memory.backSince = null;
    }
    memory.at = time;
    // A sample tells of the minute before it.
    if (isBeyond(rule, value)) {
      memory.beyondSince ??= time - MINUTE;
      memory.backSince = null;
    } else {
      memory.backSince ??= time - MINUTE;
      memory.beyondSince = null;
    }
    if (memory.firedAt === null && lasts(memory.beyondSince, time, rule.minutes * MINUTE)) {
      memory.firedAt = time;
      memory.fires = [...memory.fires.filter((at) => time - at < FLAPS_WITHIN), time];
      events.push({ type: "fired", at: time, seen: value });
    } else if (memory.firedAt !== null && lasts(memory.backSince, time, backFor(memory.fires.length))) {
      memory.firedAt = null;
      events.push({ type: "resolved", at: time });
    }
  }
  return { memory, events };
}

const isBeyond = ({ kind, value }: AlarmRule, seen: number): boolean =>
  kind.endsWith("-below") ? seen < value : kind === "traffic-above" ? seen >= value : seen > value;

const lasts = (since: number | null, time: number, seconds: number): boolean =>
  since !== null && time - since >= seconds - SLACK;

const backFor = (fires: number): number => Math.min(LONGEST_BACK, BACK * 2 ** Math.max(0, fires - 1));

export interface QuietHours {
  /** Minutes since midnight; null: none. */
  quietFrom: number | null;
  quietTo: number | null;
  timeZone: string;
}

/** Whether nothing is to be told at that moment, by the clock of the customer's zone. They may go past midnight. */
export function isQuiet({ quietFrom, quietTo, timeZone }: QuietHours, now: Date): boolean {
  if (quietFrom === null || quietTo === null) {
    return false;
  }
  const wall = wallClock(Math.floor(now.getTime() / 1000), timeZone);
  const minute = Math.floor((((wall % 86_400) + 86_400) % 86_400) / MINUTE);
  return quietFrom <= quietTo
    ? minute >= quietFrom && minute < quietTo
    : minute >= quietFrom || minute < quietTo;
}

const BLOCKS = "▁▂▃▄▅▆▇█";

/** A line of blocks for so many columns, the largest of each; a space where there is no figure. */
export function chartOf(figures: readonly Figure[], from: number, to: number, columns: number): string {
  const most: (number | null)[] = Array.from({ length: columns }, () => null);
  for (const [time, value] of figures) {
    const column = Math.floor(((time - from) / (to - from)) * columns);
    if (value !== null && column >= 0 && column < columns) {
      most[column] = Math.max(most[column] ?? value, value);
    }
  }
  const top = Math.max(...most.map((value) => value ?? 0)) || 1;
  return most
    .map((value) => (value === null ? " " : BLOCKS[Math.round((value / top) * (BLOCKS.length - 1))]))
    .join("");
}

import type { ShownKind } from "../../operations/operation-view";
import type { ScheduleKind } from "../../operations/schedule-kinds";

/** More snapshots than any plan has. */
export const MOST_KEPT = 100;

/** Why there can be no more; codes of `faults.json`. */
const SCHEDULE_PROBLEMS = ["schedule-limit", "no-account"] as const;
export type ScheduleProblem = (typeof SCHEDULE_PROBLEMS)[number];

export type PauseCause = "person" | "unconfirmed" | "restored";

/** `not-run`: nothing was to be done any more, since it was paused or the account may not act. */
export type RunOutcome = "done" | "nothing-to-do" | "failed" | "unconfirmed" | "missed" | "not-run";

/** Times are ISO 8601 in UTC. */
export interface RunView {
  dueAt: string;
  outcome: RunOutcome;
  /** A `BlockReason`, an outcome of the ledger, or a reason of the schedule's own; message keys of `schedules.reason` where it has words. */
  reason: string | null;
}

export interface ScheduleView {
  id: string;
  kind: ScheduleKind;
  /** 1 is Monday. */
  days: number[];
  /** `HH:MM` in `timeZone`. */
  clock: string;
  timeZone: string;
  /** How many of its own snapshots it keeps; null where it makes none. */
  keep: number | null;
  /** Null while it is paused. */
  nextAt: string | null;
  paused: PauseCause | null;
  /** The run that is due and not over: waiting for its turn, or begun. */
  current: { dueAt: string; begun: boolean; doing: ShownKind | null } | null;
  /** The last one that is over. */
  last: RunView | null;
  /** The guest who made it: it ends with their access. Null: the customer, and for other guests. */
  guest: string | null;
  /** False for a guest where it isn't their own: it would go on after them. */
  mayEdit: boolean;
}

export interface SchedulesView {
  /** In the order in which they were made. */
  schedules: ScheduleView[];
  /** How many a host may have. */
  limit: number;
}

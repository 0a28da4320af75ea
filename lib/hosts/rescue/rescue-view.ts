import type { OperationKind } from "../../operations/command-rules";

/** What a rescue is about: to boot the rescue disc, or to boot the host's own disk again. */
export const RESCUE_AIMS = ["begin", "end"] as const;
export type RescueAim = (typeof RESCUE_AIMS)[number];

/** First what is in the drive, then the power. */
export const RESCUE_PHASES = ["drive", "power"] as const;
export type RescuePhase = (typeof RESCUE_PHASES)[number];

/** Why nothing was begun; message keys of `rescue.problem` beside the block reasons. */
export const RESCUE_PROBLEMS = ["no-disc", "not-listed", "list-unread", "going-on"] as const;
export type RescueProblem = (typeof RESCUE_PROBLEMS)[number];

export interface RescueView {
  aim: RescueAim;
  /** Where it stands: the phase that goes on, or in which it stopped. */
  phase: RescuePhase;
  progress: "going" | "done" | "stopped";
  /** Of `stopped`: the operation that didn't end as it should; null where none was sent. */
  kind: OperationKind | null;
  /** Of `stopped`: an outcome of the ledger, a block reason or an action's code. */
  reason: string | null;
}

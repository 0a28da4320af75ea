import type { BlockReason } from "../operations/block-reasons";
import {
  isForce,
  type OperationKind,
  POWER_KINDS,
  type PowerKind,
  rulesOf,
  WAITING_KINDS,
} from "../operations/command-rules";
import type { HostState } from "../operations/host-states";
import { isInProgress, type OperationView } from "../operations/operation-view";

/** For each power command: null when it is possible, else why not. */
export type Possible = Record<PowerKind, BlockReason | null>;

/** Why this can't be asked of a host in this state while `going` is in progress; null where it can. */
export function blockOf(
  kind: OperationKind,
  state: HostState,
  inProgress: OperationView | null,
): BlockReason | null {
  const { blockedIn, group } = rulesOf(kind);
  const isHeld = inProgress !== null && isInProgress(inProgress.outcome) && group !== "console";
  return isHeld && !(mayBeSuperseded(inProgress) && isForce(kind))
    ? "operation-in-progress"
    : (blockedIn[state] ?? null);
}

export function possibleFor(state: HostState, inProgress: OperationView | null): Possible {
  const entries = POWER_KINDS.map((kind) => [kind, blockOf(kind, state, inProgress)]);
  return Object.fromEntries(entries) as Possible;
}

/** A Stop or Restart that the master accepted and that waits for the system inside. */
export const mayBeSuperseded = (
  inProgress: Pick<OperationView, "kind" | "outcome" | "acceptedAt">,
): boolean =>
  inProgress.outcome === "open" &&
  inProgress.acceptedAt !== null &&
  WAITING_KINDS.some((kind) => kind === inProgress.kind);

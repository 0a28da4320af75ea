import { type Granted, mayAsk } from "../accounts/rights";
import type { BlockReason } from "../operations/block-reasons";
import {
  type OperationKind,
  POWER_KINDS,
  type PowerKind,
  rulesOf,
  supersedesWaiting,
  WAITING_KINDS,
} from "../operations/command-rules";
import type { HostState } from "../operations/host-states";
import { isInProgress, type OperationView } from "../operations/operation-view";

/** For each power command: null when it is possible, else why not. */
export type Possible = Record<PowerKind, BlockReason | null>;

/** What decides on commands beside what is in progress. */
export interface HostCondition {
  state: HostState;
  /** By its owner: what would lose something waits until that is taken off. */
  protected: boolean;
  /** What its owner lets whoever looks do, where they are a guest. */
  guest?: Granted;
}

/** Whether it waits while the host is protected. `bySchedule`: nobody pressed a key for it. */
export function isGuarded(kind: OperationKind, bySchedule = false): boolean {
  const { guarded } = rulesOf(kind);
  return guarded === "always" || (guarded === "but-own" && !bySchedule);
}

/** Why this can't be asked of a host in this condition while `inProgress` goes on; null where it can. */
export function blockOf(
  kind: OperationKind,
  host: HostCondition,
  inProgress: OperationView | null,
): BlockReason | null {
  if (host.guest && !mayAsk(host.guest, kind)) {
    return "guest-role";
  }
  const { blockedIn, group } = rulesOf(kind);
  const isHeld = inProgress !== null && isInProgress(inProgress.outcome) && group !== "console";
  return isHeld && !(mayBeSuperseded(inProgress) && supersedesWaiting(kind))
    ? "operation-in-progress"
    : (blockedIn[host.state] ?? (host.protected && isGuarded(kind) ? "protected" : null));
}

export function possibleFor(host: HostCondition, inProgress: OperationView | null): Possible {
  const entries = POWER_KINDS.map((kind) => [kind, blockOf(kind, host, inProgress)]);
  return Object.fromEntries(entries) as Possible;
}

/** A Stop or Restart that the master accepted and that waits for the system inside. */
export const mayBeSuperseded = (
  inProgress: Pick<OperationView, "kind" | "outcome" | "acceptedAt">,
): boolean =>
  inProgress.outcome === "open" &&
  inProgress.acceptedAt !== null &&
  WAITING_KINDS.some((kind) => kind === inProgress.kind);

import {
  type BlockReason,
  type OperationKind,
  POWER_KINDS,
  type PowerKind,
  rulesOf,
} from "../operations/command-rules";
import type { HostState } from "../operations/host-states";
import { isGoing, type OperationView } from "../operations/operation-view";

/** For each power command: null when it is possible, else why not. */
export type Possible = Record<PowerKind, BlockReason | null>;

/** Why this can't be asked of a host in this state while `going` is in progress; null where it can. */
export function blockOf(
  kind: OperationKind,
  state: HostState,
  going: OperationView | null,
): BlockReason | null {
  const { blockedIn, group } = rulesOf(kind);
  const isHeld = going !== null && isGoing(going.outcome) && group !== "console";
  return isHeld && !(mayBeSuperseded(going) && isForce(kind))
    ? "operation-going"
    : (blockedIn[state] ?? null);
}

export function possibleFor(state: HostState, going: OperationView | null): Possible {
  const entries = POWER_KINDS.map((kind) => [kind, blockOf(kind, state, going)]);
  return Object.fromEntries(entries) as Possible;
}

export const isForce = (kind: OperationKind): boolean => kind === "force-stop" || kind === "force-restart";

/** A Stop or Restart that the master accepted and that waits for the system inside. */
export const mayBeSuperseded = (going: Pick<OperationView, "kind" | "outcome" | "acceptedAt">): boolean =>
  going.outcome === "open" &&
  going.acceptedAt !== null &&
  (going.kind === "stop" || going.kind === "restart");

import {
  CONSOLE_KINDS,
  isGoing,
  type OperationKind,
  type OperationView,
  POWER_KINDS,
  type PowerKind,
  STAFF_KINDS,
  type StaffKind,
} from "../operations/operation-view";
import type { BlockReason, Possible } from "./host-view";
import type { HostState } from "./state-words";

type Row = Record<PowerKind, BlockReason | null>;

const all = (reason: BlockReason): Row => ({
  start: reason,
  stop: reason,
  restart: reason,
  "force-stop": reason,
  "force-restart": reason,
});

const ON: Row = {
  start: "already-running",
  stop: null,
  restart: null,
  "force-stop": null,
  "force-restart": null,
};

/** Which power operation may be asked of a host in each state. The page and the server read this one table. */
const POWER_TABLE: Record<HostState, Row> = {
  running: ON,
  "over-traffic": ON,
  off: {
    start: null,
    stop: "already-off",
    restart: "not-running",
    "force-stop": "already-off",
    "force-restart": "not-running",
  },
  // Its system stands still, so it can't shut down by itself; cutting the power works.
  paused: { start: null, stop: "paused", restart: "paused", "force-stop": null, "force-restart": null },
  saved: { ...all("saved"), start: null },
  "setting-up": all("setting-up"),
  "setup-failed": all("setup-failed"),
  locked: all("locked"),
  suspended: all("suspended"),
  "out-of-traffic": all("out-of-traffic"),
  // A word that we don't know may stand for a state in which any command does harm.
  unknown: all("state-unknown"),
};

/** States in which the master may be asked for nothing but reads. */
const CLOSED: Partial<Record<HostState, BlockReason>> = {
  "setting-up": "setting-up",
  "setup-failed": "setup-failed",
  locked: "locked",
  suspended: "suspended",
  "out-of-traffic": "out-of-traffic",
  unknown: "state-unknown",
};

type OtherKind = Exclude<OperationKind, PowerKind | StaffKind>;
const RUNS: ReadonlySet<HostState> = new Set<HostState>(["running", "over-traffic"]);
/** Carried out by the system inside, so it has to run. */
const INSIDE: ReadonlySet<OtherKind> = new Set<OtherKind>([
  "reset-password",
  "change-remote-port",
  "reapply-addresses",
]);

function blockOfOther(kind: OtherKind, state: HostState): BlockReason | null {
  if (kind === "end-console") {
    return null;
  }
  if (kind === "reinstall" && state === "setup-failed") {
    return null;
  }
  if (kind === "open-console") {
    // What a set-up shows on its screen is worth seeing; a host that is off shows nothing.
    return state === "setting-up" || state === "paused" || RUNS.has(state)
      ? null
      : (CLOSED[state] ?? "not-running");
  }
  return CLOSED[state] ?? (INSIDE.has(kind) && !RUNS.has(state) ? "not-running" : null);
}

/** Staff mend what is closed to customers: a state keeps them from the hardware alone, and only while it is being set up. */
const blockOfStaff = (kind: StaffKind, state: HostState): BlockReason | null =>
  kind === "resize-host" && state === "setting-up" ? "setting-up" : null;

const isStaffKind = (kind: OperationKind): kind is StaffKind => STAFF_KINDS.some((known) => known === kind);
const isPowerKind = (kind: OperationKind): kind is PowerKind => POWER_KINDS.some((known) => known === kind);

/** Why this can't be asked of a host in this state while `going` goes; null where it can. */
export function blockOf(
  kind: OperationKind,
  state: HostState,
  going: OperationView | null,
): BlockReason | null {
  const byState = isPowerKind(kind)
    ? POWER_TABLE[state][kind]
    : isStaffKind(kind)
      ? blockOfStaff(kind, state)
      : blockOfOther(kind, state);
  const held = going !== null && isGoing(going.outcome) && !CONSOLE_KINDS.some((one) => one === kind);
  return held && !(mayBeSuperseded(going) && isForce(kind)) ? "operation-going" : byState;
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

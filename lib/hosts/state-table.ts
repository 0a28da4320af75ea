import {
  isGoing,
  OPERATION_KINDS,
  type OperationKind,
  type OperationView,
} from "../operations/operation-view";
import type { BlockReason, Possible } from "./host-view";
import type { HostState } from "./state-words";

type Row = Record<OperationKind, BlockReason | null>;

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

/** What may be asked of a host in each state. The page and the server read this one table. */
const TABLE: Record<HostState, Row> = {
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

export function possibleFor(state: HostState, going: OperationView | null): Possible {
  const row = TABLE[state];
  if (!going || !isGoing(going.outcome)) {
    return { ...row };
  }
  const entries = OPERATION_KINDS.map((kind) => [
    kind,
    mayBeSuperseded(going) && isForce(kind) ? row[kind] : "operation-going",
  ]);
  return Object.fromEntries(entries) as Possible;
}

export const isForce = (kind: OperationKind): boolean => kind === "force-stop" || kind === "force-restart";

/** A Stop or Restart that the master accepted and that waits for the system inside. */
export const mayBeSuperseded = (going: Pick<OperationView, "kind" | "outcome" | "acceptedAt">): boolean =>
  going.outcome === "open" &&
  going.acceptedAt !== null &&
  (going.kind === "stop" || going.kind === "restart");

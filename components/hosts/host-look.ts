import type { Sign } from "@/components/ui/state";
import type { HostView } from "@/lib/hosts/host-view";
import type { HostState } from "@/lib/operations/host-states";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";

const SIGN: Record<HostState, Sign> = {
  running: "running",
  off: "off",
  paused: "paused",
  saved: "paused",
  "setting-up": "working",
  "setup-failed": "failed",
  locked: "locked",
  suspended: "suspended",
  "over-traffic": "attention",
  "out-of-traffic": "traffic",
  unknown: "unknown",
};

/** The sign of a host, for `StateDot`, `State` and `Badge`. While an operation goes it is that, and not the state. */
export const signOfHost = (state: HostState, inProgress: Pick<OperationView, "kind"> | null): Sign =>
  inProgress ? "working" : SIGN[state];

/** The host's operation while it is going, else null. */
export const inProgressOf = (host: Pick<HostView, "operation">): OperationView | null =>
  host.operation && isInProgress(host.operation.outcome) ? host.operation : null;

import type { GlyphShape } from "@/components/ui/glyph";
import type { Tone } from "@/components/ui/plate";
import type { Sign } from "@/components/ui/state";
import type { HostView } from "@/lib/hosts/host-view";
import type { HostState } from "@/lib/operations/host-states";
import {
  changesState,
  isInProgress,
  type OperationOutcome,
  type OperationView,
} from "@/lib/operations/operation-view";

export interface HostLook {
  tone: Tone;
  shape: GlyphShape;
}

const LOOK: Record<HostState, HostLook> = {
  running: { tone: "run", shape: "ring-lit" },
  off: { tone: "off", shape: "ring" },
  paused: { tone: "off", shape: "bars" },
  saved: { tone: "off", shape: "tray" },
  "setting-up": { tone: "busy", shape: "arc" },
  "setup-failed": { tone: "alert", shape: "crossed" },
  locked: { tone: "off", shape: "padlock" },
  suspended: { tone: "off", shape: "octagon" },
  "over-traffic": { tone: "alert", shape: "triangle" },
  "out-of-traffic": { tone: "alert", shape: "octagon" },
  unknown: { tone: "off", shape: "dashes" },
};

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

/** While an operation goes that changes the state, the plate shows the work and not the state it leaves. */
export const lookOf = (state: HostState, inProgress: Pick<OperationView, "kind"> | null): HostLook =>
  inProgress && changesState(inProgress.kind) ? { tone: "busy", shape: "arc" } : LOOK[state];

const OUTCOME_LOOK: Record<OperationOutcome, HostLook> = {
  open: { tone: "busy", shape: "arc" },
  checking: { tone: "busy", shape: "arc" },
  done: { tone: "run", shape: "check" },
  refused: { tone: "alert", shape: "crossed" },
  "not-sent": { tone: "off", shape: "crossed" },
  failed: { tone: "alert", shape: "crossed" },
  unconfirmed: { tone: "busy", shape: "triangle" },
  superseded: { tone: "off", shape: "dashes" },
};

/** What came of an operation, as a mark in a list. */
export const outcomeLook = (outcome: OperationOutcome): HostLook => OUTCOME_LOOK[outcome];

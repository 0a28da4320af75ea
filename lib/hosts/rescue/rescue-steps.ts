import { POWER_KINDS, powerRulesOf, STAFF_KINDS } from "../../operations/command-rules";
import type { HostState } from "../../operations/host-states";
import type { OperationRow } from "../../operations/operation-row";
import { ejectMedium, mountMedium } from "../media/media-commands";
import { powerCommands } from "../power/power-commands";
import type { RescueAim, RescuePhase } from "./rescue-view";

const { start, restart } = powerCommands;
export type RescueKind =
  | typeof mountMedium.kind
  | typeof ejectMedium.kind
  | typeof start.kind
  | typeof restart.kind;
/** In any phase of any rescue. */
export const RESCUE_KINDS: readonly RescueKind[] = [
  mountMedium.kind,
  ejectMedium.kind,
  start.kind,
  restart.kind,
];

interface RescueAsks {
  kind: RescueKind;
  fields: Record<string, string>;
}

/** What the phase asks of a host in this state; null where it has nothing to do. */
export function askIn(
  { aim, phase, mediumId }: { aim: RescueAim; phase: RescuePhase; mediumId: string },
  state: HostState,
): RescueAsks | null {
  if (phase === "drive") {
    return aim === "begin"
      ? { kind: mountMedium.kind, fields: { medium: mediumId } }
      : { kind: ejectMedium.kind, fields: {} };
  }
  if (state !== "off") {
    return { kind: restart.kind, fields: {} };
  }
  return aim === "begin" ? { kind: start.kind, fields: {} } : null;
}

/** What the drive holds is what was wanted already. */
const SO_ALREADY: readonly string[] = ["already-mounted", "nothing-mounted"];
/** It went on or off since it was looked at: the other command is the right one. */
const OTHER_STATE: readonly string[] = ["already-running", "not-running"];

export type AfterStep =
  | { do: "next-phase" }
  | { do: "again" }
  /** Another operation took its place: what came of that counts. */
  | { do: "follow"; operationId: string }
  | { do: "halt"; reason: string };

/** What follows from an operation that is over. Whatever isn't known to be done stops it. */
export function afterStep(
  row: Pick<OperationRow, "kind" | "outcome" | "notSentCause" | "supersededBy">,
): AfterStep {
  const cause = row.notSentCause ?? "";
  switch (row.outcome) {
    case "done":
      // The power was cut by a person, and not turned on again; or the provider closed the host.
      return leavesOff(row.kind) || isOfStaff(row.kind)
        ? { do: "halt", reason: "superseded" }
        : { do: "next-phase" };
    case "superseded":
      return row.supersededBy
        ? { do: "follow", operationId: row.supersededBy }
        : { do: "halt", reason: "superseded" };
    case "not-sent":
      return SO_ALREADY.includes(cause)
        ? { do: "next-phase" }
        : OTHER_STATE.includes(cause)
          ? { do: "again" }
          : { do: "halt", reason: cause || row.outcome };
    default:
      return { do: "halt", reason: row.outcome };
  }
}

const isOfStaff = (kind: string): boolean => STAFF_KINDS.some((known) => known === kind);
const leavesOff = (kind: string): boolean =>
  POWER_KINDS.some((known) => known === kind && powerRulesOf(known).to === "off");

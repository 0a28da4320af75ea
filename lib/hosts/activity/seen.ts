import { HOST_STATES } from "../../operations/host-states";
import type { OperationRow } from "../../operations/operation-row";
import type { SeenBasis } from "./activity-view";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

type Ended = Pick<OperationRow, "outcome" | "evidence">;

/** What verifications wrote down at the end, for people; null where it says nothing to them. */
export function seenOf({ outcome, evidence }: Ended): SeenBasis | null {
  if (!isObject(evidence)) {
    return null;
  }
  if (evidence.why === "owner-changed") {
    return { what: "owner-changed" };
  }
  if (outcome === "failed" && typeof evidence.releasedBy === "string") {
    return { what: "released" };
  }
  if (outcome === "unconfirmed") {
    return typeof evidence.waitedMs === "number" ? { what: "waited", ms: evidence.waitedMs } : null;
  }
  const state = HOST_STATES.find((known) => known === evidence.state);
  if (outcome === "done" && state && typeof evidence.at === "string") {
    return { what: "state", state, at: evidence.at, wasOff: evidence.wasOff === true };
  }
  return outcome === "done" ? { what: "listed" } : null;
}

export const despiteRefusal = ({ evidence }: Ended): boolean =>
  isObject(evidence) && evidence.despiteRefusal === true;

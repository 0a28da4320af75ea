import { type HostState, NEEDS_ATTENTION } from "@/lib/operations/host-states";
import type { OperationView } from "@/lib/operations/operation-view";
import { type HostLook, lookOf } from "./host-look";

/** Locked or suspended: the provider wants it so. Its customer is told to ask; staff aren't called to it. */
export const isRestricted = (state: HostState): boolean => state === "locked" || state === "suspended";

export const needsStaff = (state: HostState): boolean => NEEDS_ATTENTION.has(state) && !isRestricted(state);

/** In a list of staff's. */
export function staffLookOf(state: HostState, inProgress: Pick<OperationView, "kind"> | null): HostLook {
  const look = lookOf(state, inProgress);
  return isRestricted(state) && look.tone === "alert" ? { ...look, tone: "off" } : look;
}

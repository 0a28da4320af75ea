import "server-only";
import { config } from "@/lib/config";
import type { MasterProfile } from "./profile";

/** How often the whole list is read. */
export interface FleetPace {
  everyMs: number;
  /** Only once staff look, as no customer's page needs it: each of those is read by its owner. */
  forStaff: boolean;
}

/** Null before it is known whether the master lists by owner: whether a whole listing is needed at all is asked first. */
export function fleetPaceOf(
  profile: Pick<MasterProfile, "knowsOwnerFilter" | "ownerFilterAt"> | null,
): FleetPace | null {
  const { fleetMs, fleetStaffMs } = config().mirror;
  if (profile?.knowsOwnerFilter) {
    return { everyMs: fleetStaffMs, forStaff: true };
  }
  return profile?.ownerFilterAt ? { everyMs: fleetMs, forStaff: false } : null;
}

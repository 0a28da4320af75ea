import "server-only";
import type { ScopeRow } from "@/lib/hosts/mirror/scopes";
import { syncFleet } from "@/lib/hosts/mirror/sync-fleet";
import { log } from "@/lib/log";

/** How the reading of the whole list stands. Times ISO 8601 in UTC, null where there was none. */
export interface FleetReading {
  /** When the list that is shown was read. */
  finishedAt: string | null;
  /** Being read now, since. */
  readingSince: string | null;
  /** After a fault, or a list that was held back, it is not tried again before this. */
  restsUntil: string | null;
  /** The last try, where it brought no list; null where the last try was a good one, or it is being tried. */
  failedAt: string | null;
  /** Since when a much shorter list waits for staff's word. */
  heldBackAt: string | null;
}

export function fleetReadingOf(fleet: ScopeRow | undefined, now = Date.now()): FleetReading {
  const leased = fleet?.claimedUntil && fleet.claimedUntil.getTime() > now ? fleet.claimedUntil : null;
  const isInProgress = Boolean(leased && fleet?.claimedBy);
  const { startedAt, finishedAt, heldBackAt } = fleet ?? {};
  // A good list leaves neither a lease nor a rest behind; what broke off leaves its lease.
  const failed = startedAt && !isInProgress && !heldBackAt && fleet?.claimedUntil;
  return {
    finishedAt: finishedAt?.toISOString() ?? null,
    readingSince: (isInProgress && startedAt?.toISOString()) || null,
    restsUntil: (!isInProgress && leased?.toISOString()) || null,
    failedAt: (failed && startedAt.toISOString()) || null,
    heldBackAt: heldBackAt?.toISOString() ?? null,
  };
}

/** So soon after a good list another one tells nothing new, and may be 40 MB. */
const YOUNG_MS = 30_000;

/**
 * Has the whole list read now, in the background; resolves when that has begun. False where it is being read, was read
 * just now, or the master is given a rest after a fault.
 */
export function readFleetNow(now = Date.now()): Promise<boolean> {
  const isYoung = (finishedAt: Date) => now - finishedAt.getTime() < YOUNG_MS;
  return new Promise((resolve) => {
    syncFleet({ isYoung, onBegun: () => resolve(true) }).then(
      () => resolve(false),
      (err) => {
        log.error({ err }, "the fleet could not be brought in step");
        resolve(false);
      },
    );
  });
}

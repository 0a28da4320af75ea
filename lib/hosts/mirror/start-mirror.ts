import "server-only";
import { config } from "@/lib/config";
import { every } from "@/lib/every";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/per-process";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { fleetPaceOf } from "./fleet-pace";
import { learningIsDue, learnMaster } from "./learn-master";
import { anyMissing, askOnForMissing } from "./missing-rows";
import { learnOwnerFilter, ownerFilterIsDue } from "./owner-filter";
import { fillPlaceNames } from "./place-names";
import { type MasterProfile, readProfile } from "./profile";
import { dueOwners, ownerScope, readScopes, type ScopeRow, WANTED_MS, wantScope } from "./scopes";
import { syncFleet } from "./sync-fleet";
import { syncOwner } from "./sync-owner";

const TICK_MS = 1_000;
const OWNERS_AT_ONCE = 4;
const NAMES_MS = 20_000;

const running = () =>
  perProcess("mirror", () => ({
    fleet: false,
    filter: false,
    filterUnreadable: false,
    learning: false,
    missing: false,
    owners: new Set<string>(),
    namesAt: 0,
  }));

/** A customer looks at their hosts. */
export const wantOwner = (userId: UserId): Promise<void> => wantScope(ownerScope(userId));
/** Staff look at the fleet. */
export const wantFleet = (): Promise<void> => wantScope("fleet");

/** Keeps the mirror in step from now on; several instances share the work by leases. Returns what ends it. */
export const startMirror = (): (() => void) =>
  every(TICK_MS, "the mirror could not look what is due", mirrorTick).stop;

async function learnFilter(): Promise<void> {
  const result = await learnOwnerFilter();
  if (result !== "elsewhere") {
    running().filterUnreadable = result === "unreadable";
  }
}

/** Starts what is due and does not wait for it; resolves with the work begun, for tests. */
export async function mirrorTick(): Promise<{ work: Promise<unknown>[] }> {
  const [profile, scopes] = await Promise.all([readProfile(), readScopes(["fleet"])]);
  const fleet = scopes.get("fleet");
  const state = running();
  const work: Promise<unknown>[] = [];
  if (!state.filter && ownerFilterIsDue(profile, fleet?.finishedAt ?? null, new Date())) {
    state.filter = true;
    work.push(
      quietly("the owner filter", learnFilter()).finally(() => {
        state.filter = false;
      }),
    );
  }
  if (!state.learning && learningIsDue(profile, new Date())) {
    state.learning = true;
    work.push(
      quietly("how the master answers", learnMaster()).finally(() => {
        state.learning = false;
      }),
    );
  }
  if (!state.fleet && fleetIsDue(profile, fleet)) {
    state.fleet = true;
    work.push(
      quietly("the fleet", syncFleet()).finally(() => {
        state.fleet = false;
      }),
    );
  }
  // Where the answer about the filter can't be read, a customer's own list is read all the same: rows of others are dropped
  // from it. While nothing is known it would be the whole fleet on a master that ignores `userid`.
  if (profile?.knowsOwnerFilter || (state.filterUnreadable && profile?.knowsOwnerFilter === null)) {
    for (const owner of await dueOwners(config().mirror.ownerMs, OWNERS_AT_ONCE - state.owners.size)) {
      const userId = parseUserId(owner);
      if (userId && !state.owners.has(owner)) {
        state.owners.add(owner);
        work.push(
          quietly("a customer's hosts", syncOwner(userId, "mirror")).finally(() =>
            state.owners.delete(owner),
          ),
        );
      }
    }
  }
  if (!state.missing && (await anyMissing())) {
    state.missing = true;
    work.push(
      quietly("hosts that a list lacked", askOnForMissing()).finally(() => {
        state.missing = false;
      }),
    );
  }
  if (Date.now() - state.namesAt > NAMES_MS) {
    state.namesAt = Date.now();
    work.push(quietly("names of areas and nodes", fillPlaceNames()));
  }
  return { work };
}

async function quietly(what: string, work: Promise<unknown>): Promise<void> {
  await work.catch((err) => log.error({ err }, `${what} could not be brought in step`));
}

function fleetIsDue(profile: MasterProfile | null, fleet: ScopeRow | undefined): boolean {
  const now = Date.now();
  // Leased, or resting after a fault or a list that was held back.
  if (fleet?.claimedUntil && fleet.claimedUntil.getTime() > now) {
    return false;
  }
  if (fleet?.acceptedAt) {
    return true;
  }
  const age = fleet?.finishedAt ? now - fleet.finishedAt.getTime() : Number.POSITIVE_INFINITY;
  const pace = fleetPaceOf(profile);
  const staffLook = fleet?.wantedAt ? now - fleet.wantedAt.getTime() < WANTED_MS : false;
  return pace !== null && age >= pace.everyMs && (staffLook || !pace.forStaff);
}

import type { HostSnapshot } from "../snapshots/merge-snapshots";
import type { SnapshotQuota } from "../snapshots/snapshot-quota";

/** What a schedule of snapshots decides by, at one moment. */
export interface RotationState {
  quota: SnapshotQuota;
  /** All that the master lists, whoever made them. */
  snapshots: readonly HostSnapshot[];
  /** Names of those that this schedule made, oldest first. */
  own: readonly string[];
  /** Names of those that a person wants kept. */
  kept: ReadonlySet<string>;
  /** Names of those that the panel made before a restore, and deletes itself. */
  safety: ReadonlyMap<string, unknown>;
  /** How many of its own it keeps. */
  keep: number;
  isProtected: boolean;
  /** This run deleted one already to make room. */
  hasMadeRoom: boolean;
}

/** Why no snapshot is made; message keys of `schedules.reason`. */
export type NoRoom = "not-offered" | "no-room" | "quota-too-small" | "last-snapshot" | "safety-snapshot";

export type RotationStep =
  | { do: "create" }
  | { do: "delete"; name: string }
  | { do: "wait" }
  | { do: "nothing"; why: NoRoom };

/** Rotation deletes before it creates where all is used: with one place that would leave none in between. */
const SMALLEST_QUOTA = 2;

/** They are soon gone, so that none of them is the other one that is left. */
export const withoutSafety = (
  snapshots: readonly HostSnapshot[],
  safety: ReadonlyMap<string, unknown>,
): HostSnapshot[] => snapshots.filter(({ name }) => !safety.has(name));

/** Whether a schedule may delete this one of its own: finished, not kept by a person, and another finished one is left. */
export function maySpare(
  snapshots: readonly HostSnapshot[],
  name: string,
  kept: ReadonlySet<string>,
): boolean {
  const ready = snapshots.filter(({ state, listed }) => state === "ready" && listed);
  const [found, ...doubled] = ready.filter((one) => one.name === name);
  const others = ready.some((one) => one.name !== name);
  return found !== undefined && doubled.length === 0 && others && !kept.has(name);
}

/** Its own that are listed and no person's, oldest first. */
const ownIn = ({ own, snapshots, kept }: Pick<RotationState, "own" | "snapshots" | "kept">): string[] =>
  own.filter((name) => !kept.has(name) && snapshots.some((one) => one.name === name));

/** Whether one less of its own is none less than it was told to keep, or than its plan has room for. */
export function hasEnough(
  state: Pick<RotationState, "quota" | "snapshots" | "own" | "kept" | "keep">,
): boolean {
  const room = state.quota.size === "some" ? state.quota.limit : state.keep;
  return ownIn(state).length >= Math.min(state.keep, room);
}

/** Before its snapshot is made: the next step, of which only one is carried out before the lists are read again. */
export function stepBefore(state: RotationState): RotationStep {
  const { quota, snapshots, kept, safety } = state;
  if (quota.size === "none") {
    return { do: "nothing", why: "not-offered" };
  }
  if (snapshots.some(({ state: one }) => one === "making")) {
    return { do: "wait" };
  }
  // Where the size is unknown the master decides.
  if (quota.size === "unknown" || snapshots.length < quota.limit) {
    return { do: "create" };
  }
  // It is gone within a day: until then none of its own makes room for it.
  if (snapshots.some(({ name }) => safety.has(name) && !kept.has(name))) {
    return { do: "nothing", why: "safety-snapshot" };
  }
  if (quota.limit < SMALLEST_QUOTA) {
    return { do: "nothing", why: "quota-too-small" };
  }
  // Somebody else's snapshot could take the place again and again; so it makes one place in a run, or none.
  const isOneEnough = snapshots.length === quota.limit && !state.hasMadeRoom;
  if (state.isProtected && !(isOneEnough && hasEnough(state))) {
    return { do: "nothing", why: "no-room" };
  }
  const mine = ownIn(state);
  const lasting = withoutSafety(snapshots, safety);
  const name = mine.find((one) => maySpare(lasting, one, kept));
  // More than allowed stand there, where the plan was made smaller: one gone would make no room yet.
  const wouldFit = mine.length > snapshots.length - quota.limit;
  return name === undefined || !wouldFit
    ? { do: "nothing", why: mine.length > 0 && name === undefined ? "last-snapshot" : "no-room" }
    : { do: "delete", name };
}

/** After its snapshot was made: the oldest of its own that is one too many; null where none is. */
export function surplus(state: RotationState): string | null {
  const mine = ownIn(state);
  if (mine.length <= Math.max(1, state.keep)) {
    return null;
  }
  return (
    mine
      .slice(0, mine.length - Math.max(1, state.keep))
      .find((name) => maySpare(withoutSafety(state.snapshots, state.safety), name, state.kept)) ?? null
  );
}

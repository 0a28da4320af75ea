import "server-only";
import type { GuestAct } from "../../accounts/rights";
import type { Viewer } from "../../accounts/sessions/viewer";
import { BLOCK_REASONS } from "../../operations/block-reasons";
import { makesSnapshots, type ScheduleKind } from "../../operations/schedule-kinds";
import { hostViewOf } from "../host-read";
import type { OwnedHost } from "../owned-host";
import { isProtected } from "../protection/protection";
import { snapshotsNow } from "../snapshots/read-snapshots";
import { createSnapshot, deleteSnapshot, ownSnapshots } from "../snapshots/snapshot-commands";
import { keptNames } from "../snapshots/snapshot-notes";
import { snapshotQuotaOf } from "../snapshots/snapshot-quota";
import { safetySnapshots } from "../undo/undo-points";
import { type RotationState, stepBefore, surplus } from "./rotation";
import { hasDeleted, type RunTurn } from "./runs";
import type { RunOutcome } from "./schedule-view";

/** A form that a schedule sends, with what its definition asks for. */
export interface ScheduledCommand {
  kind: ScheduleKind | typeof deleteSnapshot.kind;
  fields: Record<string, string>;
}

/** What a guest's right has to include who has a schedule of this kind: it deletes its own older snapshots, too. */
export const actsOf = (kind: ScheduleKind): readonly GuestAct[] => [
  ...(["schedules", kind] as const),
  ...(makesSnapshots(kind) ? [deleteSnapshot.kind] : []),
];

type Ending = { do: "end"; outcome: RunOutcome; reason: string | null };
type Next = { do: "command"; command: ScheduledCommand } | { do: "wait" } | Ending;

const end = (outcome: RunOutcome, reason: string | null = null): Ending => ({ do: "end", outcome, reason });
const command = (kind: ScheduledCommand["kind"], fields: Record<string, string> = {}): Next => ({
  do: "command",
  command: { kind, fields },
});

/** What a run asks for now, by what the master lists at this moment; one command at a time. */
export async function nextCommand(turn: RunTurn, owned: OwnedHost, viewer: Viewer): Promise<Next> {
  const { schedule, isMade } = turn;
  if (!makesSnapshots(schedule.kind)) {
    return command(schedule.kind);
  }
  const lists = await snapshotsNow(owned.vmId, { priority: "batch", language: schedule.language });
  if (!lists.ok) {
    return { do: "wait" };
  }
  const [own, kept, safety, onHost, hasMadeRoom] = await Promise.all([
    ownSnapshots(schedule.id),
    keptNames(owned.tenancyId),
    safetySnapshots(owned.tenancyId),
    isProtected(owned.tenancyId),
    hasDeleted(turn),
  ]);
  const state: RotationState = {
    quota: snapshotQuotaOf(owned.row.snapshotQuota),
    snapshots: lists.value.value.snapshots,
    own,
    kept,
    safety,
    keep: schedule.keep ?? 1,
    isProtected: onHost,
    hasMadeRoom,
  };
  // Where a person types the host's name, the schedule was told so when it was made.
  const remove = async (name: string) =>
    command(deleteSnapshot.kind, { snapshot: name, typedName: (await hostViewOf(owned, viewer)).name });
  if (isMade) {
    const name = surplus(state);
    return name === null ? end("done") : remove(name);
  }
  const step = stepBefore(state);
  switch (step.do) {
    case "create":
      return command(createSnapshot.kind, { note: "" });
    case "delete":
      return remove(step.name);
    case "wait":
      return { do: "wait" };
    case "nothing":
      return end("failed", step.why);
  }
}

type After = { do: "next" } | { do: "again" } | Ending;

/** The host is in the state that the schedule wants already, or a person turned off what it would restart. */
const ALREADY: readonly string[] = ["already-running", "already-off", "not-running"];
/** What passes by itself, so that it is tried again while there is time. */
const PASSES: readonly string[] = ["operation-in-progress", "snapshot-in-progress", "state-unknown"];

/** What follows from an operation that is over. */
export function afterOperation({ operation, schedule, isMade }: RunTurn): After {
  if (!operation) {
    return { do: "next" };
  }
  const isMain = operation.kind === schedule.kind;
  const { outcome, notSentCause } = operation;
  switch (outcome) {
    case "done":
      return isMain && !makesSnapshots(schedule.kind) ? end("done") : { do: "next" };
    case "superseded":
      // A person did something else in its place.
      return end("nothing-to-do", "superseded");
    case "unconfirmed":
      return end("unconfirmed", isMain ? null : "deletion");
    case "not-sent":
      return afterNotSent(notSentCause ?? "", isMain);
    default:
      return end("failed", isMain ? outcome : isMade ? "not-deleted" : "no-room-made");
  }
}

function afterNotSent(cause: string, isMain: boolean): After {
  if (ALREADY.includes(cause)) {
    return end("nothing-to-do", cause);
  }
  // Somebody else deleted it: the lists are read again.
  if (cause === "not-listed" && !isMain) {
    return { do: "next" };
  }
  const isReason = BLOCK_REASONS.some((reason) => reason === cause);
  return isReason && !PASSES.includes(cause) ? end("failed", cause) : { do: "again" };
}

import "server-only";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import { notesOf, type OperationRow, type VerificationNotes } from "@/lib/operations/operation-row";
import type { OperationStep } from "@/lib/operations/operation-view";
import { stepsOf } from "@/lib/operations/present";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import { config } from "../../config";
import type { HostState } from "../../operations/host-states";
import type { HostStateReply, Task } from "../../rstack/master-client";
import { cleanText } from "../clean-text";
import { readAddressesAnew } from "../connect/addresses";
import { noteEntries } from "../evidence/seen-entries";
import {
  ENOUGH_IDLE_LOOKS,
  idleLooksAfter,
  isFinished,
  newTasks,
  TASK_TYPE,
} from "../evidence/task-evidence";
import { hostStateOf } from "../host-state";
import { readOneShared } from "../mirror/read-one";
import { recordState } from "../record-state";
import { withStep } from "../snapshots/task-steps";
import { passwordOutcomeOf } from "./password-evidence";

const MOTION = { priority: "motion" } as const;

/** Follows the set-up, and then the new password where one waits. Sends nothing: `startPasswordSetter` does. */
export async function verifyReinstall(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const readyAt = typeof notes.readyAt === "string" ? new Date(notes.readyAt) : null;
  return readyAt ? lookAtPassword(vmId, row, readyAt, now) : lookAtSetUp(vmId, row, now);
}

async function lookAtSetUp(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const at = new Date();
  const [read, tasks] = await Promise.all([
    master().readState(vmId, MOTION),
    master().listTasks(vmId, MOTION),
  ]);
  if (!read.ok) {
    return { seen: "nothing", notes };
  }
  await recordState(vmId, read.value, at);
  const state = hostStateOf({ word: read.value.word, status: null });
  const told = {
    state,
    stateTask: read.value.details?.task ?? null,
    tasks: tasks.ok ? tasks.value : null,
    isAccepted: row.acceptedAt !== null,
  };
  const seen = readReinstall(told, notes);
  const steps = withStep(stepsOf(row), seen.stepStatus, now);
  const next = { ...notes, ...seen.notes, steps };
  if (seen.end === "failed") {
    return { seen: "end", outcome: "failed", evidence: { ...next, state, message: seen.message } };
  }
  if (seen.end === "done") {
    return afterSetUp(vmId, row, next, state, now);
  }
  // A host on which nothing was ever seen is not held for hours.
  return nothingWillCome(row, seen, now)
    ? { seen: "end", outcome: "unconfirmed", evidence: { ...next, state } }
    : { seen: "nothing", notes: next };
}

async function afterSetUp(
  vmId: VmId,
  row: OperationRow,
  notes: VerificationNotes & { steps: OperationStep[] },
  state: string,
  now: Date,
): Promise<Verdict> {
  // Addresses, port and the day of the last reinstall have changed.
  await Promise.all([readAddressesAnew(vmId), readOneShared(vmId, MOTION)]).catch((err) =>
    log.warn({ err, vmId }, "a reinstalled host could not be read anew"),
  );
  // It erased the host's snapshots: their empty list contradicts nothing that was listed before.
  await noteEntries("snapshots", vmId, false);
  const at = now.toISOString();
  if (wantsPassword(row)) {
    const steps = [...notes.steps, { name: "password", at } as const];
    return { seen: "nothing", notes: { ...notes, steps, state, readyAt: at } };
  }
  return { seen: "end", outcome: "done", evidence: { ...notes, state, steps: finished(notes.steps, at) } };
}

async function lookAtPassword(vmId: VmId, row: OperationRow, readyAt: Date, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const last =
    typeof notes.passwordTask === "object" && notes.passwordTask !== null ? notes.passwordTask : {};
  const { outcome, look } = await passwordOutcomeOf(vmId, row, { readyAt, look: { ...last } }, now);
  if (outcome === null) {
    return { seen: "nothing", notes: { ...notes, passwordTask: look } };
  }
  const { end: password, message } = outcome;
  // The steps end at the password where it isn't certainly set, so that nobody takes all for done.
  const steps = password === "set" ? finished(stepsOf(row), now.toISOString()) : stepsOf(row);
  return { seen: "end", outcome: "done", evidence: { ...notes, password, message, steps } };
}

const finished = (steps: readonly OperationStep[], at: string): OperationStep[] => [
  ...steps,
  { name: "done", at },
];

/** Whether the customer wants a password set once the new system runs. */
export const wantsPassword = ({ params }: Pick<OperationRow, "params">): boolean =>
  typeof params === "object" && params !== null && Reflect.get(params, "newPassword") === true;

interface Told {
  state: HostState;
  /** The task that `vm_state` speaks of. */
  stateTask: NonNullable<HostStateReply["details"]>["task"] | null;
  /** Null where the list didn't come. */
  tasks: readonly Task[] | null;
  /** Whether the command was answered with `0`. */
  isAccepted: boolean;
}

export interface SeenReinstall {
  end: "done" | "failed" | null;
  /** The new task's status, where one is told. */
  stepStatus: string | null;
  /** `underWay`: that it began was seen. `idleLooks`: how often in a row `vm_state` told of no task since. */
  notes: { underWay: boolean; idleLooks: number };
  /** The master's own words about the task; null where it has none. */
  message: string | null;
}

/** In which nothing is settled yet, or nothing is told. */
const UNSETTLED: ReadonlySet<HostState> = new Set<HostState>(["setting-up", "locked", "unknown"]);

/**
 * Done when the host, once seen in its set-up or with a task of it that wasn't there before, is out of it and no such
 * task goes on: a task that is listed no more is over once `vm_state` tells of none, twice. `notes` are those of `prepare` and of the last look.
 */
export function readReinstall(
  { state, stateTask, tasks, isAccepted }: Told,
  notes: VerificationNotes,
): SeenReinstall {
  const fresh = newTasks(tasks ?? [], TASK_TYPE.reinstall, notes, isAccepted);
  const open = fresh.find((task) => !isFinished(task)) ?? null;
  const underWay = notes.underWay === true || state === "setting-up" || fresh.length > 0;
  const inState =
    state === "setting-up" && stateTask?.type === TASK_TYPE.reinstall && stateTask.status !== null
      ? stateTask
      : null;
  const newest = open ?? fresh.at(-1) ?? inState;
  // A list that this master has and that didn't come can't show that the task is over.
  const isTold = tasks !== null || notes.tasksBefore === null;
  const isOver = underWay && open === null && isTold && !UNSETTLED.has(state);
  const idleLooks = isOver ? idleLooksAfter(notes, stateTask) : 0;
  const seen = {
    stepStatus: (open ?? inState)?.status ?? null,
    notes: { underWay, idleLooks },
    message: cleanText(newest?.message ?? null),
  };
  if (state === "setup-failed") {
    // A set-up that had failed before is told until the new one begins, and by reads that cross its beginning.
    return { ...seen, end: notes.underWay === true || notes.failedBefore !== true ? "failed" : null };
  }
  return { ...seen, end: isOver && (fresh.length > 0 || idleLooks >= ENOUGH_IDLE_LOOKS) ? "done" : null };
}

/** Whether nothing of it was seen within the limit of other operations. */
export function nothingWillCome(row: OperationRow, seen: SeenReinstall, now: Date): boolean {
  const waitedMs = row.sentAt === null ? 0 : now.getTime() - row.sentAt.getTime();
  return !seen.notes.underWay && waitedMs > config().operations.limitMs;
}

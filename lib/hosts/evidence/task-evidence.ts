import "server-only";
import { master } from "@/lib/master";
import { notesOf, type OperationRow, type VerificationNotes } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions, HostStateReply, Task } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import { ofHostIn, overdueVerdict, placeOf, readForComparison } from "./list-evidence";

/** `tasktype` of the commands that the master makes a task of. */
export const TASK_TYPE = {
  reinstall: "2",
  backup: "3",
  restore: "4",
  addresses: "5",
  password: "6",
  port: "7",
} as const;
export type TaskType = (typeof TASK_TYPE)[keyof typeof TASK_TYPE];

const DONE = "3";

type StateTask = NonNullable<HostStateReply["details"]>["task"];

/** Of a row of `hypertask`. */
export const isFinished = ({ status, step }: Pick<Task, "status" | "step">): boolean =>
  status === DONE || step === DONE;

/** Of what `vm_state` tells, which names no task by an id. */
export const isTaskInProgress = (task: StateTask | null | undefined, type?: TaskType): boolean =>
  task != null && task.status !== null && task.status !== DONE && (type === undefined || task.type === type);

/** Identifies a task across lists: by its id, else by its type and start. */
const taskKey = ({ id, type, startedAt }: Task): string => id ?? `${type}@${startedAt?.getTime() ?? ""}`;

/**
 * The tasks there are before a command is sent, by which verification recognises a new one. `stateTask`: what `vm_state`
 * just told. A fault keeps the command from being sent. A master that lists no tasks doesn't: there is just no evidence.
 */
export async function notesOfTasks(
  vmId: VmId,
  type: TaskType,
  options: CallOptions,
  stateTask: StateTask | null = null,
): Promise<{ ok: true; notes: VerificationNotes } | { ok: false; fault: Fault }> {
  const listed = await readForComparison<Task[]>(
    vmId,
    () => master().listTasks(vmId, options),
    () => tasksOnNode(vmId, options),
    options,
  );
  if (listed.ok) {
    const { value: tasks, how } = listed.value;
    const tasksBefore = tasks.filter((task) => task.type === type).map(taskKey);
    const inProgressBefore = isTaskInProgress(stateTask, type);
    return { ok: true, notes: { tasksBefore, tasksHow: how, inProgressBefore } };
  }
  const { kind } = listed.fault;
  return kind === "refused" || kind === "protocol"
    ? { ok: true, notes: { tasksBefore: null } }
    : { ok: false, fault: listed.fault };
}

async function tasksOnNode(vmId: VmId, options: CallOptions) {
  const { nodeId } = await placeOf(vmId);
  const listed = nodeId && (await master().listAllTasks({ nodeId }, options));
  return ofHostIn(listed, vmId);
}

/**
 * Tasks of one type that came after `notes` were taken; none where this master lists no tasks. If the list had no body
 * then, a finished task may be an old one: it counts only after the command's `0`, or once one was seen in progress.
 */
export function newTasks(
  tasks: readonly Task[],
  type: TaskType,
  notes: VerificationNotes,
  isAccepted: boolean,
): Task[] {
  const before = notes.tasksBefore;
  if (!Array.isArray(before)) {
    return [];
  }
  const fresh = tasks.filter((task) => task.type === type && !before.includes(taskKey(task)));
  const isSeenInProgress =
    notes.underWay === true || (notes.inProgressBefore !== true && fresh.some((task) => !isFinished(task)));
  return notes.tasksHow !== "confirmed-empty" || isAccepted || isSeenInProgress ? fresh : [];
}

/** `gone`: it was seen, or has to have been there, is not listed, and `vm_state` told twice of no task in progress. */
export type TaskSeen = "done" | "in-progress" | "gone" | "none" | "not-told";

/** What the list says of the task that came after `notes` were taken. */
function seenIn(
  tasks: readonly Task[],
  type: TaskType,
  notes: VerificationNotes,
  isAccepted: boolean,
): TaskSeen {
  if (!Array.isArray(notes.tasksBefore)) {
    return "not-told";
  }
  const fresh = newTasks(tasks, type, notes, isAccepted);
  if (fresh.length === 0) {
    return "none";
  }
  return fresh.some(isFinished) ? "done" : "in-progress";
}

interface TaskLook {
  notes: VerificationNotes;
  isAccepted: boolean;
  /** What else the command does was seen: so its task, which may have been too short to be seen, is going or over. */
  isShown?: boolean;
}

/** One look at the list of tasks, and at `vm_state` when a task that was seen, or has to be there, is not listed. */
export async function lookForTask(
  vmId: VmId,
  type: TaskType,
  { notes, isAccepted, isShown = false }: TaskLook,
): Promise<{ seen: TaskSeen; notes: VerificationNotes }> {
  const listed = await master().listTasks(vmId, { priority: "motion" });
  const seen = listed.ok ? seenIn(listed.value, type, notes, isAccepted) : "not-told";
  const wasSeen = notes.underWay === true;
  if (seen !== "none" || !(wasSeen || isShown)) {
    return { seen, notes: { ...notes, idleLooks: 0, underWay: seen === "in-progress" || wasSeen } };
  }
  const read = await master().readState(vmId, { priority: "motion" });
  if (!read.ok || (!wasSeen && read.value.details === null)) {
    return { seen: "in-progress", notes };
  }
  const idleLooks = idleLooksAfter(notes, read.value.details?.task);
  return { seen: idleLooks >= ENOUGH_IDLE_LOOKS ? "gone" : "in-progress", notes: { ...notes, idleLooks } };
}

/** After so many answers of `vm_state` in a row without a task in progress, a task that was seen is over. */
export const ENOUGH_IDLE_LOOKS = 2;

/** How many answers of `vm_state` in a row, this one included, told of no task. */
export const idleLooksAfter = (notes: VerificationNotes, task: StateTask | null | undefined): number =>
  isTaskInProgress(task) ? 0 : (typeof notes.idleLooks === "number" ? notes.idleLooks : 0) + 1;

/** The same for an operation's own notes. */
export const lookForTaskOf = (vmId: VmId, type: TaskType, row: OperationRow) =>
  lookForTask(vmId, type, { notes: notesOf(row), isAccepted: row.acceptedAt !== null });

/**
 * The verdict where the task is the only evidence. A task in progress is `underWay`, whatever the answer was;
 * `unconfirmed` when no task came within `OPERATION_NO_EVIDENCE_SECONDS`.
 */
export function verdictOf(
  { seen, notes }: { seen: TaskSeen; notes: VerificationNotes },
  row: OperationRow,
  now: Date,
): Verdict {
  if (seen === "done" || seen === "gone") {
    return { seen: "end", outcome: "done", evidence: { task: seen } };
  }
  const next = { ...notes, task: seen };
  const nothingWillCome = seen === "none" || !Array.isArray(notes.tasksBefore);
  return (nothingWillCome && overdueVerdict(row, now, next)) || { seen: "nothing", notes: next };
}

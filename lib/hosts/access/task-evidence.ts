import "server-only";
import { master } from "@/lib/master";
import { notesOf, type OperationRow, type ProbeNotes } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/probes";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions, Task } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";

/** `tasktype` of the commands that leave no other trace than their task. */
export const TASK_TYPE = { addresses: "5", password: "6", port: "7" } as const;
type TaskType = (typeof TASK_TYPE)[keyof typeof TASK_TYPE];

const DONE = "3";
/** The task of an accepted command that does not show within this time will not. */
const APPEARS_WITHIN_MS = 60_000;

/** Tells tasks of one host apart; null where a row tells neither its id nor its time. */
const taskKey = (task: Task): string | null => task.id ?? task.startedAt?.toISOString() ?? null;
const keysOf = (tasks: readonly Task[], type: TaskType): string[] =>
  tasks
    .filter((task) => task.type === type)
    .map(taskKey)
    .filter((key) => key !== null);

/** Which tasks of a type there are before a command is sent; a fault that isn't a refusal keeps it from being sent. */
export async function notesOfTasks(
  vmId: VmId,
  type: TaskType,
  options: CallOptions,
): Promise<{ ok: true; notes: ProbeNotes } | { ok: false; fault: Fault }> {
  const listed = await master().listTasks(vmId, options);
  if (!listed.ok && listed.fault.kind !== "refused") {
    return { ok: false, fault: listed.fault };
  }
  // A master that doesn't list tasks at all leaves us without evidence, not the customer without the command.
  return { ok: true, notes: { tasksBefore: listed.ok ? keysOf(listed.value, type) : null } };
}

export type TaskSeen = "done" | "going" | "none" | "not-told";

/** What the list says of the task that came after `notes` were taken. */
export function seenOf(tasks: readonly Task[], type: TaskType, notes: ProbeNotes): TaskSeen {
  const before = notes.tasksBefore;
  if (!Array.isArray(before)) {
    return "not-told";
  }
  const fresh = tasks.filter((task) => {
    const key = task.type === type ? taskKey(task) : null;
    return key !== null && !before.includes(key);
  });
  if (fresh.length === 0) {
    return "none";
  }
  return fresh.some((task) => task.status === DONE || task.step === DONE) ? "done" : "going";
}

export async function lookForTask(vmId: VmId, type: TaskType, notes: ProbeNotes): Promise<TaskSeen> {
  const listed = await master().listTasks(vmId, { priority: "motion" });
  return listed.ok ? seenOf(listed.value, type, notes) : "not-told";
}

/**
 * The verdict where nothing but the task tells; one that goes is `underWay`, whatever was answered. `unconfirmed` at once
 * where no task came in a time in which each would.
 */
export function verdictOf(seen: TaskSeen, row: OperationRow, now: Date): Verdict {
  const notes = notesOf(row);
  if (seen === "done") {
    return { seen: "end", outcome: "done", evidence: { task: seen } };
  }
  const waitedMs = row.sentAt === null ? 0 : now.getTime() - row.sentAt.getTime();
  const nothingWillCome = seen === "none" || !Array.isArray(notes.tasksBefore);
  return nothingWillCome && waitedMs > APPEARS_WITHIN_MS
    ? { seen: "end", outcome: "unconfirmed", evidence: { ...notes, task: seen, waitedMs } }
    : { seen: "nothing", notes: { ...notes, task: seen, underWay: seen === "going" } };
}

import { config } from "../../config";
import type { HostState } from "../../operations/host-states";
import type { OperationRow, VerificationNotes } from "../../operations/operation-row";
import type { HostStateReply } from "../../rstack/host-replies";
import type { Task } from "../../rstack/master-client";
import { cleanText } from "../clean-text";
import {
  ENOUGH_IDLE_LOOKS,
  idleLooksAfter,
  isFinished,
  newTasks,
  TASK_TYPE,
} from "../evidence/task-evidence";

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

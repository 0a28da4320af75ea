import type { OperationStep } from "../../operations/operation-view";
import type { Task } from "../../rstack/master-client";

/** `hypertask`'s types of task for a snapshot. */
export const MAKING = "3";
export const RESTORING = "4";
const DONE = "3";

const STEP_OF: Record<string, OperationStep["name"]> = { "0": "waiting", "1": "copying", "2": "starting" };

export const isFinished = (task: Pick<Task, "status">): boolean => task.status === DONE;

/** Of what `vm_state` tells, which names no task by an id. */
export const isRestoring = ({ type, status }: Pick<Task, "type" | "status">): boolean =>
  type === RESTORING && status !== null && status !== DONE;

/** A task again in a later list: by its id, else by what it is and when it began. */
export const taskKey = ({ id, type, startedAt }: Task): string =>
  id ?? `${type}@${startedAt?.getTime() ?? ""}`;

/** Tasks of one type that were not there before; none where it isn't known (null) what was there. */
export const freshTasks = (tasks: readonly Task[], type: string, before: unknown): Task[] =>
  Array.isArray(before) ? tasks.filter((task) => task.type === type && !before.includes(taskKey(task))) : [];

/** The steps so far and the one that is seen now, where it is another; `at` is when the panel saw it. */
export function withStep(steps: readonly OperationStep[], status: string | null, at: Date): OperationStep[] {
  const name = STEP_OF[status ?? ""];
  const known = steps.some((step) => step.name === name);
  return name === undefined || known ? [...steps] : [...steps, { name, at: at.toISOString() }];
}

import type { Timings } from "../control/types";
import type { Master } from "../master";
import type { SimTask } from "./fleet";
import type { SimHost } from "./host";
import { nextId } from "./ids";

/**
 * Tasks as `hypertask` documents them: status 0 waiting, 1 installing, 2 starting and checking the network, 3 done;
 * step 1 copying, 2 copied and starting, 3 done. That a backup or a new password goes through the same steps is a guess.
 */
const STEPS = [
  { status: "1", taskstep: "1" },
  { status: "2", taskstep: "2" },
  { status: "3", taskstep: "3" },
] as const;

const STEP_TIMES: Record<string, keyof Timings> = {
  "1": "setupStepMs",
  "2": "reloadStepMs",
  "3": "snapshotStepMs",
  "4": "revertStepMs",
  "5": "addressStepMs",
  "6": "passwordStepMs",
  "7": "portStepMs",
};

/** Puts a task in the list and lets it run, unless the host is stuck. `finish` gets the wall time of its end. */
export function beginTask(
  master: Master,
  host: SimHost,
  tasktype: SimTask["tasktype"],
  finish: (wall: number) => void,
): void {
  master.tasks.push({
    id: nextId(master.tasks, 901),
    vmid: host.id,
    tasktype,
    taskstep: "1",
    status: "0",
    taskmsg: "",
    addtime: Math.floor(master.wallNow() / 1000),
    finish,
  });
  resumeTask(master, host);
}

/** Lets the open task of a host go on from where it stands. */
export function resumeTask(master: Master, host: SimHost): void {
  const task = master.openTask(host);
  if (task && !host.stuck) nextStep(master, host, task);
}

/** The vendor knows no failed task: it stays where it was, with a text. */
export function failTask(master: Master, host: SimHost): void {
  const task = master.openTask(host);
  if (task) task.taskmsg = "the image could not be copied";
}

const isSetup = (task: SimTask): boolean => task.tasktype === "1" || task.tasktype === "2";

/** Does the rest of a snapshot, a new password and such at once. */
export function finishSmallTask(master: Master, host: SimHost): void {
  const task = master.openTask(host);
  if (!task || isSetup(task)) return;
  Object.assign(task, { status: "3", taskstep: "3" });
  task.finish?.(Date.now());
}

/** Closes a set-up that failed or was ended by hand, without what should have come of it. */
export function endSetups(master: Master, host: SimHost): void {
  for (const task of master.tasks) {
    if (task.vmid === host.id && isSetup(task)) Object.assign(task, { status: "3", taskstep: "3" });
  }
}

function nextStep(master: Master, host: SimHost, task: SimTask, from?: number): void {
  const step = STEPS[Number(task.status)];
  const timing = STEP_TIMES[task.tasktype];
  if (!step || !timing) return;
  master.after(
    host,
    master.settings.timings[timing],
    ({ wall, guest }) => {
      if (step.status === "2" && host.setup === "running" && host.setupFails) {
        failTask(master, host);
        return master.change(host, { setup: "failed", setupFails: false }, wall);
      }
      Object.assign(task, step);
      if (step.status === "3") task.finish?.(wall);
      else nextStep(master, host, task, guest);
    },
    from,
  );
}

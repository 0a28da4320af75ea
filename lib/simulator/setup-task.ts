import type { SimHost } from "./host";
import type { Master } from "./master";

/**
 * The set-up of a new host, as `hypertask` documents it: status 0 waiting, 1 installing, 2 starting and checking
 * the network, 3 done; step 1 copying, 2 copied and starting, 3 done. Then the host is normal and runs.
 */
const STEPS = [
  { status: "1", taskstep: "1" },
  { status: "2", taskstep: "2" },
  { status: "3", taskstep: "3" },
] as const;

/** Makes the task unless there is an open one, and lets it go on from where it stands. */
export function runSetup(master: Master, host: SimHost): void {
  const open = master.tasks.findLast((task) => task.vmid === host.id && task.status !== "3");
  const task = open ?? {
    id: String(Math.max(900, ...master.tasks.map((entry) => Number(entry.id))) + 1),
    vmid: host.id,
    tasktype: "1",
    taskstep: "1",
    status: "0",
    taskmsg: "",
    addtime: Math.floor(master.wallNow() / 1000),
  };
  if (!open) master.tasks.push(task);
  if (!host.stuck) nextStep(master, host, task);
}

function nextStep(
  master: Master,
  host: SimHost,
  task: { status: string; taskstep: string },
  from?: number,
): void {
  const step = STEPS[Number(task.status)];
  if (!step) return;
  const { setupStepMs } = master.settings.timings;
  master.after(
    host,
    setupStepMs,
    ({ wall, guest }) => {
      Object.assign(task, step);
      if (step.status !== "3") return nextStep(master, host, task, guest);
      master.change(host, { setup: null, status: "2", power: "running" }, wall);
    },
    from,
  );
}

import type { SimHost } from "../fleet/host";
import type { Master } from "../master";
import { SimRefusal } from "../wire/refusals";
import type { ActionContext, Answer } from "./action";
import { refuseBlocked, refuseUnlessRunning } from "./host-guards";

/**
 * The five power actions. The vendor says no more than that success is `0`; which state allows what is how Hyper-V
 * itself behaves. A blocked host (locked, overdue, out of traffic, in set-up) refuses all five.
 */
export const POWER_ACTIONS = {
  vm_start: power("start", start),
  vm_stop: power("stop", stop),
  vm_restart: power("restart", restart),
  vm_force_stop: power("force-stop", forceStop),
  vm_force_restart: power("force-restart", forceRestart),
};

function power(kind: string, act: (master: Master, host: SimHost) => void) {
  return ({ master, params, effect }: ActionContext): Answer => {
    const host = master.host(params.vmid);
    refuseBlocked(host);
    // A task must not be cut short by a force stop, which ends whatever is pending.
    if (master.openTask(host)) throw new SimRefusal("busy");
    act(master, host);
    effect(kind, host.id);
    return { kind: "text", text: "0" };
  };
}

function start(master: Master, host: SimHost): void {
  if (host.power === "running") throw new SimRefusal("alreadyRunning");
  if (master.isBusy(host)) throw new SimRefusal("busy");
  const { startMs } = master.settings.timings;
  master.after(host, startMs, ({ wall }) => master.change(host, { power: "running" }, wall));
}

function stop(master: Master, host: SimHost): void {
  refuseUnlessRunning(master, host);
  if (host.ignoresShutdown) return;
  const { stopMs } = master.settings.timings;
  master.after(host, stopMs, ({ wall }) => master.change(host, { power: "off" }, wall));
}

function restart(master: Master, host: SimHost): void {
  refuseUnlessRunning(master, host);
  if (host.ignoresShutdown) return;
  const { stopMs, restartOffMs } = master.settings.timings;
  master.after(host, stopMs, ({ wall, guest }) => {
    master.change(host, { power: "off" }, wall);
    const on = (time: { wall: number }) => master.change(host, { power: "running" }, time.wall);
    master.after(host, restartOffMs, on, guest);
  });
}

/** At once, whatever was pending. */
function forceStop(master: Master, host: SimHost): void {
  if (host.power === "off" && !master.isBusy(host)) throw new SimRefusal("notRunning");
  master.cancel(host);
  master.change(host, { power: "off" });
}

/** A reset: the state word stays `running` all the while. */
function forceRestart(master: Master, host: SimHost): void {
  if (host.power !== "running" && host.power !== "paused") throw new SimRefusal("notRunning");
  master.cancel(host);
  master.change(host, { power: "running" });
}

import { type SimHost, stateWord } from "../fleet/host";
import { imagesOn } from "../fleet/infrastructure";
import { finishSetup } from "../fleet/setup-task";
import { beginTask, endSetups } from "../fleet/tasks";
import type { Master } from "../master";
import { SimRefusal } from "../wire/refusals";
import { type ActionContext, type Answer, DONE } from "./action";
import { refuseBlocked } from "./host-guards";

export const REINSTALL_ACTIONS = { vm_reload: vmReload };

/** Counted when it is accepted; the image is the new one once the host runs again. */
function vmReload({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  const { osid = "", rot = "" } = params;
  refuseUnlessReinstallable(master, host);
  if (rot !== "0" && rot !== "1") throw new SimRefusal("parameter", "rot");
  if (!imagesOn(host.nodeid, "os").some((image) => image.id === osid)) throw new SimRefusal("image");
  endSetups(master, host);
  master.consoles.delete(host.id);
  // The disk that they are differences of is gone. Full backups stay.
  master.backups = master.backups.filter((entry) => entry.vmid !== host.id || entry.backuptype !== "1");
  // A host over its traffic that runs on (-2) is still over it afterwards.
  const statusAfter = host.status === "-2" ? "-2" : "2";
  const user = master.users.find((entry) => entry.userid === host.userid);
  if (user) user.rvcount += 1;
  master.change(host, {
    status: "0",
    setup: "running",
    power: "off",
    rvcount: host.rvcount + 1,
    cvdate: master.today(),
  });
  effect("reinstall", host.id, { osid, rot });
  beginTask(master, host, "2", (wall) => finishSetup(master, host, wall, { osid, status: statusAfter }));
  return DONE;
}

/** A failed set-up is what a reinstall is for; the customer's own day is the vendor's 重装限制日期. */
function refuseUnlessReinstallable(master: Master, host: SimHost): void {
  if (stateWord(host) !== "setupfailed") {
    refuseBlocked(host);
    if (master.isBusy(host)) throw new SimRefusal("busy");
  }
  const user = master.users.find((entry) => entry.userid === host.userid);
  if (user && Number(user.cvdate) > Number(master.today())) throw new SimRefusal("reinstallDate");
}

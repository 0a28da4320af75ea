import { stateWord } from "../fleet/host";
import { imageOf } from "../fleet/infrastructure";
import { usedGb } from "../fleet/traffic";
import { textRow } from "../wire/rows";
import type { ActionContext, Answer } from "./action";

export const HOST_QUERIES = { vm_state: vmState, vm_exinfo: vmExinfo };

/** `word|{json}`; with no task at all the four task fields are those of a finished one, as in the vendor's sample. */
function vmState({ master, params }: ActionContext): Answer {
  const host = master.host(params.vmid);
  const image = imageOf(host.osid);
  const task = master.tasks.findLast((entry) => entry.vmid === host.id);
  const open = master.openTask(host)?.tasktype;
  const isBackingUp = open === "3" || open === "4";
  const details = textRow({
    backuptask: isBackingUp ? 1 : 0,
    bwdate: host.bwdate,
    bwlimit: host.bwlimit,
    bwusage: usedGb(host, master.wallNow(), master.settings),
    osid: host.osid,
    ostype: image?.ostype ?? "",
    taskmsg: task?.taskmsg || "0",
    taskstatus: task?.status ?? "3",
    taskstep: task?.taskstep ?? "3",
    tasktype: task?.tasktype ?? "1",
    vmname: host.vmname,
    os: image?.osname ?? "",
  });
  return { kind: "text", text: `${stateWord(host)}|${JSON.stringify(details)}` };
}

function vmExinfo({ master, params }: ActionContext): Answer {
  const host = master.host(params.vmid);
  const image = imageOf(host.osid);
  const details = textRow({
    bwdate: host.bwdate,
    bwlimit: host.bwlimit,
    bwusage: usedGb(host, master.wallNow(), master.settings),
    guid: host.guid,
    id: host.id,
    ip: host.ip,
    iptype: host.iptype,
    mac: host.mac,
    os: image?.name ?? "",
    ostype: image?.ostype ?? "",
    publicip: host.publicip,
    remote_port: host.remotePort,
    rvcount: host.rvcount,
    vmname: host.vmname,
  });
  return { kind: "text", text: JSON.stringify(details) };
}

import { makeHost } from "../fleet/fleet";
import { type SimHost, stateWord } from "../fleet/host";
import { runSetup } from "../fleet/setup-task";
import { endSetups, failTask, finishSmallTask, resumeTask } from "../fleet/tasks";
import type { Master } from "../master";
import { ControlError, onlyKeys } from "./control-error";
import type { HostPatch, SimHostState } from "./types";

export function theHost(master: Master, id: string | undefined): SimHost {
  const host = master.hosts.get(id ?? "");
  if (!host) throw new ControlError(404, `no host ${id}`);
  return host;
}

export function listHosts(master: Master, userid: string | null): SimHostState[] {
  return [...master.hosts.values()]
    .filter((host) => userid === null || host.userid === userid)
    .map(hostState);
}

/** A host set by hand also forgets what was pending for it: the state given is the state it has. */
export function patchHost(master: Master, host: SimHost, patch: HostPatch): SimHostState {
  onlyKeys(patch, hostState(host), ["id", "word"]);
  const isSetByHand = patch.power !== undefined || patch.setup !== undefined || patch.stuck !== undefined;
  if (isSetByHand) master.cancel(host);
  // A set-up leaves no room for another task.
  if (patch.setup) finishSmallTask(master, host);
  if (patch.setup === null) endSetups(master, host);
  if (patch.setup === "failed") failTask(master, host);
  master.change(host, patch);
  if (isSetByHand && host.setup === "running") runSetup(master, host);
  else if (isSetByHand && host.setup === null) resumeTask(master, host);
  return hostState(host);
}

/** An id that was given may be one that a host had before. */
export function addHost(master: Master, { id, ...patch }: HostPatch & { id?: string }): SimHostState {
  if (id !== undefined && !/^[1-9][0-9]{0,9}$/.test(id))
    throw new ControlError(400, `no id for a host: ${id}`);
  if (id !== undefined && master.hosts.has(id)) throw new ControlError(409, `there is a host ${id}`);
  const host = makeHost(Number(id ?? master.newHostId(1001)), 1, {});
  master.addHost(host);
  return patchHost(master, host, patch);
}

export const hostState = (host: SimHost): SimHostState => ({
  id: host.id,
  guid: host.guid,
  userid: host.userid,
  vmname: host.vmname,
  status: host.status,
  power: host.power,
  setup: host.setup,
  word: stateWord(host),
  nodeid: host.nodeid,
  areaid: host.areaid,
  osid: host.osid,
  cpu: host.cpu,
  cpuLimit: host.cpuLimit,
  ramMin: host.ramMin,
  ram: host.ram,
  systemdisk: host.systemdisk,
  disk: host.disk,
  port: host.port,
  ip: host.ip,
  iptype: host.iptype,
  publicip: host.publicip,
  additionalsIp: host.additionalsIp,
  ipv6: host.ipv6,
  additionalsIpv6: host.additionalsIpv6,
  unboundIps: host.unboundIps,
  remotePort: host.remotePort,
  cdid: host.cdid,
  rvcount: host.rvcount,
  cvdate: host.cvdate,
  backupSnapshot: host.backupSnapshot,
  backupFull: host.backupFull,
  portmap: host.portmap,
  bindingDomain: host.bindingDomain,
  bwlimit: host.bwlimit,
  bwusage: host.bwusage,
  bwdate: host.bwdate,
  remark: host.remark,
  vmpass: host.vmpass,
  ignoresShutdown: host.ignoresShutdown,
  stuck: host.stuck,
  setupFails: host.setupFails,
});

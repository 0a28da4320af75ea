import type { SimHost } from "../fleet/host";
import { giveTo, needsOf, takeFrom } from "../fleet/node-resources";
import type { Master } from "../master";
import { flag, type Params } from "../wire/numbers";
import { SimRefusal } from "../wire/refusals";
import { type ActionContext, type Answer, DONE } from "./action";
import { COUNTERS, CPU_LIMIT, LIMITS, MACHINE, machineChange, sentNumbers, systemDisk } from "./hardware";
import { addressChange } from "./update-addresses";

/** Machine parameters without update_vm=1 change nothing, an empty one never does, and others are not looked at. */
export function vmUpdate({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.id);
  const changesMachine = flag(params, "update_vm");
  const isRecorded = master.settings.dialect.update === "record" && !changesMachine;
  const limits = isRecorded ? LIMITS.filter(({ name }) => name !== "port") : LIMITS;
  const machine = changesMachine ? machineChange(params, host) : {};
  const isLimitOfBooks = master.settings.dialect.limit === "books";
  const booked = [...limits, ...COUNTERS, ...(isLimitOfBooks && !changesMachine ? [CPU_LIMIT] : [])];
  const place = placeChange(master, params, host);
  const moved = { ...host, ...place };
  const { addresses, added, release } = addressChange(master, params, moved);
  const change: Partial<SimHost> = {
    ...machine,
    ...sentNumbers(params, booked),
    ...place,
    ...ownerChange(master, params),
    ...textChange(master, params),
    ...addresses,
    ...statusChange(master, params, host),
  };
  const restarts = mustRestart(host, machine);
  if (Object.keys(machine).length > 0) refuseUnlessChangeable(master, host);
  resize(master, host, change);
  if (change.power === "off") master.cancel(host);
  master.change(host, change);
  release(host);
  if (restarts) restart(master, host);
  effect("update-host", host.id, detailOf(params, changesMachine, restarts, added));
  return DONE;
}

const MACHINE_NAMES = [...MACHINE.map(({ name }) => name), "ram_min"];
const OTHER_NAMES = [
  ...[...LIMITS, ...COUNTERS].map(({ name }) => name),
  ..."areaid nodeid userid systemdisk bwdate cvdate ip additionals_ip ipv6 additionals_ipv6".split(" "),
  ..."addipnumber status remark".split(" "),
];

function detailOf(
  params: Params,
  changesMachine: boolean,
  restarts: boolean,
  added: string[],
): Record<string, string> {
  const detail: Record<string, string> = {};
  for (const name of changesMachine ? [...MACHINE_NAMES, ...OTHER_NAMES] : OTHER_NAMES) {
    if (params[name]) detail[name] = params[name];
  }
  if (changesMachine) detail.restarted = restarts ? "yes" : "no";
  if (added.length > 0) detail.added = added.join(",");
  return detail;
}

/** "无特殊情况无需修改": what the master holds of it; nothing is moved. */
function placeChange(master: Master, params: Params, host: SimHost): Partial<SimHost> {
  const { nodeid = "", areaid = "" } = params;
  if (nodeid === "" && areaid === "") return {};
  const node = master.nodes.find(({ id }) => id === (nodeid || host.nodeid));
  if (!node) throw new SimRefusal("noNode");
  if (areaid !== "" && areaid !== node.areaid) throw new SimRefusal("parameter", "areaid");
  const publicip = host.publicip === "" ? "" : node.publicip;
  return { nodeid: node.id, areaid: node.areaid, publicip };
}

function ownerChange(master: Master, { userid = "" }: Params): Partial<SimHost> {
  if (userid === "") return {};
  if (!master.users.some((user) => user.userid === userid)) throw new SimRefusal("noUser");
  return { userid };
}

function textChange(master: Master, params: Params): Partial<SimHost> {
  const { cvdate = "", remark = "", bwdate = "" } = params;
  if (!/^(0|[0-9]{8})?$/.test(cvdate)) throw new SimRefusal("parameter", "cvdate");
  const systemdisk = systemDisk(params);
  return {
    ...(cvdate === "" ? {} : { cvdate }),
    ...(remark === "" ? {} : { remark }),
    ...(systemdisk === "" ? {} : { systemdisk }),
    ...(bwdate === "" ? {} : { bwdate: momentOf(bwdate, master.settings.timeZoneMinutes) }),
  };
}

/** Suspended or stopped for its traffic, a host is turned off; otherwise the machine stays as it is. */
function statusChange(master: Master, { status = "" }: Params, host: SimHost): Partial<SimHost> {
  if (status === "") return {};
  if (!["0", "1", "2", "-1", "-2", "-3"].includes(status)) throw new SimRefusal("parameter", "status");
  const turnsOff = (status === "-1" || status === "-3") && !master.openTask(host);
  return turnsOff ? { status, power: "off" } : { status };
}

/** Cores and memory are what Hyper-V changes on a machine that is off. */
const mustRestart = (host: SimHost, machine: Partial<SimHost>): boolean =>
  host.power === "running" &&
  (["cpu", "ram", "ramMin"] as const).some((key) => (machine[key] ?? host[key]) !== host[key]);

function refuseUnlessChangeable(master: Master, host: SimHost): void {
  if (host.setup === "running") throw new SimRefusal("setup");
  if (master.isBusy(host)) throw new SimRefusal("busy");
}

function resize(master: Master, host: SimHost, change: Partial<SimHost>): void {
  const before = needsOf(host);
  const after = { ...host, ...change };
  const needs = needsOf(after);
  if (after.nodeid === host.nodeid) {
    const node = master.nodes.find(({ id }) => id === host.nodeid);
    const grows = {
      cpu: needs.cpu - before.cpu,
      ram: needs.ram - before.ram,
      disk: needs.disk - before.disk,
    };
    if (node && isTooMuch(node.maxcpu, grows.cpu)) throw new SimRefusal("noRoom");
    if (node && isTooMuch(node.allowram, grows.ram)) throw new SimRefusal("noRoom");
    if (node && isTooMuch(node.allowdisk, grows.disk)) throw new SimRefusal("noRoom");
  }
  giveTo(master, host.nodeid, before);
  takeFrom(master, after.nodeid, needs);
}

const isTooMuch = (free: number, more: number): boolean => more > 0 && more > free;

function restart(master: Master, host: SimHost): void {
  if (host.power !== "running") return;
  master.change(host, { power: "off" });
  const { startMs } = master.settings.timings;
  master.after(host, startMs, ({ wall }) => master.change(host, { power: "running" }, wall));
}

/** Unix seconds, or `2019-11-15 00:28:22` in the master's own zone: the two forms of `bwdate`. */
function momentOf(text: string, zoneMinutes: number): number {
  if (/^[0-9]{10}$/.test(text)) return Number(text);
  const local = /^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$/.test(text)
    ? Date.parse(`${text.replace(" ", "T")}Z`)
    : Number.NaN;
  if (Number.isNaN(local)) throw new SimRefusal("parameter", "bwdate");
  return local / 1000 - zoneMinutes * 60;
}

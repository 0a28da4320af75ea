import { addressesOf } from "../fleet/address-book";
import { makeHost } from "../fleet/fleet";
import type { SimHost } from "../fleet/host";
import { nextId } from "../fleet/ids";
import { imageOf, imagesOn, type Node } from "../fleet/infrastructure";
import { hasRoom, needsOf, takeFrom } from "../fleet/node-resources";
import { runSetup } from "../fleet/setup-task";
import type { Master } from "../master";
import { fingerprint } from "../wire/fingerprint";
import { flag, type Params } from "../wire/numbers";
import { SimRefusal } from "../wire/refusals";
import { chosenPort } from "./access";
import type { ActionContext, Answer } from "./action";
import { chosenAddresses } from "./address-choice";
import { newMachine, systemDisk } from "./hardware";
import { fullJson } from "./host-json";

/** In the list at once, with status 0; then the set-up runs, as a task of type 1. */
export function vmCreate({ master, params, effect }: ActionContext): Answer {
  const host = plannedHost(master, params);
  master.addHost(host);
  takeFrom(master, host.nodeid, needsOf(host));
  addRemoteRule(master, host);
  effect("create-host", host.id, createdDetail(host));
  runSetup(master, host);
  return createdAnswer(host, params);
}

/** What `vm_create` would make, without making it; refused where it would be. */
export function plannedHost(master: Master, params: Params): SimHost {
  flag(params, "returnjson");
  const id = idOf(master, params);
  const { userid = "", osid = "", vmname = "", vmpass = "" } = params;
  if (!master.users.some((user) => user.userid === userid)) throw new SimRefusal("noUser");
  if (!/^[A-Za-z0-9]{2,64}$/.test(vmname)) throw new SimRefusal("parameter", "vmname");
  if (vmpass !== "" && vmpass.length < 6) throw new SimRefusal("passwordShort");
  const machine = { ...newMachine(params), systemdisk: systemDisk(params), osid };
  const host = placed(master, params, (node) => {
    const made = makeHost(Number(id), 1, { ...machine, ...placeOf(node) });
    if (!hasRoom(node, needsOf(made))) throw new SimRefusal("noRoom");
    const addresses = chosenAddresses(master, node.id, params);
    return { ...made, ...addresses, publicip: addresses.iptype === "2" ? node.publicip : "" };
  });
  return {
    ...host,
    ...NEW,
    userid,
    vmname,
    vmpass: vmpass || host.vmpass,
    remark: params.remark ?? "",
    remotePort: chosenPort(master, host, params.remote_port || "0"),
  };
}

/** As in the vendor's sample the new host has no guid yet: it gets one when its set-up is done. */
const NEW = { guid: "", status: "0", setup: "running", power: "off", wasOn: false, bwusage: 0 } as const;

const placeOf = (node: Node) => ({ nodeid: node.id, areaid: node.areaid });

function idOf(master: Master, { id = "" }: Params): string {
  if (id === "") return master.newHostId();
  if (!/^[1-9][0-9]{0,9}$/.test(id)) throw new SimRefusal("parameter", "id");
  if (master.hosts.has(id)) throw new SimRefusal("idTaken");
  return id;
}

/** A port of its own leads through the shared address to the system's remote access. */
function addRemoteRule(master: Master, host: SimHost): void {
  if (host.publicip === "" || host.remotePort === 0) return;
  master.rules.push({
    id: nextId(master.rules, 51),
    vmid: host.id,
    nattype: "1",
    privateport: imageOf(host.osid)?.ostype === "windows" ? 3389 : 22,
    publicport: host.remotePort,
    domainname: "",
  });
}

export function createdAnswer(host: SimHost, params: Params): Answer {
  const isJson = flag(params, "returnjson");
  const text = isJson ? fullJson(host) : `${host.id}|${ipv4First(host)}`;
  return { kind: "text", text: `0|${text}` };
}

/** "多个ip地址…以英文,分割"; a host without IPv4 shows its IPv6. */
function ipv4First(host: SimHost): string {
  const all = addressesOf(host);
  const ipv4 = all.filter((ip) => !ip.includes(":"));
  return (ipv4.length > 0 ? ipv4 : all).join(",");
}

function createdDetail(host: SimHost): Record<string, string> {
  const { userid, areaid, nodeid, osid, vmname, cpu, ramMin, ram, disk, port, bwlimit, iptype, remotePort } =
    host;
  const numbers = { cpu, ramMin, ram, disk, port, bwlimit, remotePort };
  return {
    ...{ userid, areaid, nodeid, osid, vmname, iptype, ip: addressesOf(host).join(",") },
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)])),
    systemdisk: host.systemdisk,
    passwordSha256: fingerprint(host.vmpass),
  };
}

/** Throws where a new host cannot stand on this node; otherwise what was asked for. */
type Fits<T> = (node: Node) => T;

/**
 * The node of a new host: the one that was named, or of an area the next in turn that it fits on ("自动轮训区域下全部节点").
 * Refused as the last one refused where it fits on none.
 */
function placed<T>(master: Master, params: Params, fits: Fits<T>): T {
  const { areaid = "", nodeid = "" } = params;
  if ((areaid === "") === (nodeid === "")) throw new SimRefusal("areaOrNode");
  const candidates = nodeid === "" ? inTurn(master, areaid) : master.nodes.filter(({ id }) => id === nodeid);
  let refusal = new SimRefusal("noNode");
  for (const node of candidates) {
    try {
      return onOpenNode(node, params, fits);
    } catch (error) {
      if (!(error instanceof SimRefusal)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

function onOpenNode<T>(node: Node, params: Params, fits: Fits<T>): T {
  if (node.status !== "0") throw new SimRefusal("maintenance");
  if (!imagesOn(node.id, "os").some(({ id }) => id === params.osid)) throw new SimRefusal("image");
  return fits(node);
}

/** Each call begins with the node after that of the call before. */
function inTurn(master: Master, areaid: string): Node[] {
  const nodes = master.nodes.filter((node) => node.areaid === areaid);
  const turn = master.turns.get(areaid) ?? 0;
  master.turns.set(areaid, turn + 1);
  const start = nodes.length === 0 ? 0 : turn % nodes.length;
  return [...nodes.slice(start), ...nodes.slice(0, start)];
}

import { addressesOf, listOf } from "../fleet/address-book";
import { dropHost } from "../fleet/drop-host";
import { beginTask } from "../fleet/tasks";
import type { Master } from "../master";
import { flag, type Params, wholeNumber } from "../wire/numbers";
import { SimRefusal } from "../wire/refusals";
import { type ActionContext, type Answer, DONE } from "./action";
import { refuseUnlessRunning } from "./host-guards";
import { fullJson } from "./host-json";
import { nextFree } from "./update-addresses";
import { createdAnswer, plannedHost, vmCreate } from "./vm-create";
import { vmUpdate } from "./vm-update";

export const PROVISIONING_ACTIONS = {
  vm_create: vmCreate,
  vm_update: vmUpdate,
  vm_delete: vmDelete,
  vm_addip: vmAddip,
};

/** What `vm_create` says where a fault keeps it from being done. */
export const pretendedCreation = (master: Master, params: Params): Answer =>
  createdAnswer(plannedHost(master, params), params);

/** With binding_ip=1 they are bound inside too, by a task of type 5, which wants a running host as vm_setips does. */
function vmAddip({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  const binds = flag(params, "binding_ip");
  const count = (name: string) => wholeNumber(params, name, { min: 1, max: 1000, fallback: 0 });
  const [v4, v6] = [count("ip_num"), count("ipv6_num")];
  if (v4 + v6 === 0) throw new SimRefusal("parameter", "ip_num");
  if (binds) refuseUnlessRunning(master, host);
  const ipv4s = nextFree(master, host.nodeid, host.iptype, v4);
  const ipv6s = nextFree(master, host.nodeid, "1", v6);
  const [ip, moreV4] = appended(host.ip, host.additionalsIp, ipv4s);
  const [ipv6, moreV6] = appended(host.ipv6, host.additionalsIpv6, ipv6s);
  const added = [...ipv4s, ...ipv6s];
  const unboundIps = [...listOf(host.unboundIps), ...added].join(",");
  master.change(host, { ip, additionalsIp: moreV4, ipv6, additionalsIpv6: moreV6, unboundIps });
  effect("add-addresses", host.id, {
    ip: ipv4s.join(","),
    ipv6: ipv6s.join(","),
    binding: binds ? "yes" : "no",
  });
  if (binds) beginTask(master, host, "5", (wall) => master.change(host, { unboundIps: "" }, wall));
  return DONE;
}

/** Where a host has none of the kind, the first of them becomes its main one. */
function appended(main: string, more: string, added: string[]): [main: string, more: string] {
  const [first = "", ...rest] = [...listOf(main), ...listOf(more), ...added];
  return [first, rest.join(",")];
}

/** At once. That a host must be off and idle unless it is forced is a guess: the vendor says no more than 强制删除. */
function vmDelete({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  const isForced = flag(params, "forcedelete");
  const wantsJson = flag(params, "returnmsg");
  if (!isForced && host.setup !== "failed" && master.isBusy(host)) throw new SimRefusal("busy");
  if (!isForced && host.power !== "off") throw new SimRefusal("notOff");
  dropHost(master, host);
  effect("delete-host", host.id, {
    forced: isForced ? "yes" : "no",
    userid: host.userid,
    vmname: host.vmname,
    ip: addressesOf(host).join(","),
  });
  return wantsJson ? { kind: "text", text: `0|${fullJson(host)}` } : DONE;
}

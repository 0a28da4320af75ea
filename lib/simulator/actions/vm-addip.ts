import { listOf } from "../fleet/address-book";
import { beginTask } from "../fleet/tasks";
import { flag, wholeNumber } from "../wire/numbers";
import { Refusal } from "../wire/refusals";
import { type ActionContext, type Answer, DONE } from "./action";
import { refuseUnlessRunning } from "./host-guards";
import { nextFree } from "./update-addresses";

/** With binding_ip=1 they are bound inside too, by a task of type 5, which wants a running host as vm_setips does. */
export function vmAddip({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  const binds = flag(params, "binding_ip");
  const count = (name: string) => wholeNumber(params, name, { min: 1, max: 1000, fallback: 0 });
  const [v4, v6] = [count("ip_num"), count("ipv6_num")];
  if (v4 + v6 === 0) throw new Refusal("parameter", "ip_num");
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

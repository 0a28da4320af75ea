import type { NatRule } from "../fleet/fleet";
import type { SimHost } from "../fleet/host";
import { nextId } from "../fleet/ids";
import type { Master } from "../master";
import { SimRefusal } from "../wire/refusals";
import { type ActionContext, type Answer, DONE } from "./action";
import { refuseBlocked } from "./host-guards";

export const NAT_ACTIONS = { vm_portmap: vmPortmap, vm_domain: vmDomain };

const FIRST_PUBLIC_PORT = 20_000;
const FIRST_RULE = 51;

function vmPortmap(context: ActionContext): Answer {
  const { subvaction, portid } = context.params;
  if (subvaction === "del") return remove(context, portid, "1", "remove-port");
  if (subvaction !== "add") throw new SimRefusal("parameter", "subvaction");
  return addPort(context);
}

function vmDomain(context: ActionContext): Answer {
  const { subvaction, domainid } = context.params;
  if (subvaction === "del") return remove(context, domainid, "2", "unbind-domain");
  if (subvaction !== "add") throw new SimRefusal("parameter", "subvaction");
  return bindDomain(context);
}

function sharedHost({ master, params }: ActionContext): SimHost {
  const host = master.host(params.vmid);
  refuseBlocked(host);
  if (host.publicip === "") throw new SimRefusal("notShared");
  return host;
}

function privatePort({ params }: ActionContext): number {
  const { privateport = "" } = params;
  const port = Number(privateport);
  if (!/^[0-9]{1,5}$/.test(privateport) || port < 1 || port > 65_535) {
    throw new SimRefusal("parameter", "privateport");
  }
  return port;
}

const rulesOf = (master: Master, host: SimHost, nattype: NatRule["nattype"]): NatRule[] =>
  master.rules.filter((rule) => rule.vmid === host.id && rule.nattype === nattype);

/** Public ports that lead to a host behind this address. */
export function takenPorts(master: Master, publicip: string): Set<number> {
  const taken = new Set<number>();
  for (const host of master.hosts.values()) if (host.publicip === publicip) taken.add(host.remotePort);
  for (const rule of master.rules) {
    if (master.hosts.get(rule.vmid)?.publicip === publicip) taken.add(rule.publicport);
  }
  return taken;
}

function addPort(context: ActionContext): Answer {
  const { master, effect } = context;
  const host = sharedHost(context);
  const privateport = privatePort(context);
  const rules = rulesOf(master, host, "1");
  if (rules.length >= host.portmap) throw new SimRefusal("portmapQuota");
  if (rules.some((rule) => rule.privateport === privateport)) throw new SimRefusal("portMapped");
  const taken = takenPorts(master, host.publicip);
  let publicport = FIRST_PUBLIC_PORT;
  while (taken.has(publicport)) publicport += 1;
  const id = nextId(master.rules, FIRST_RULE);
  master.rules.push({ id, vmid: host.id, nattype: "1", privateport, publicport, domainname: "" });
  effect("add-port", host.id, {
    portid: id,
    privateport: String(privateport),
    publicport: String(publicport),
  });
  return DONE;
}

function bindDomain(context: ActionContext): Answer {
  const { master, params, effect } = context;
  const host = sharedHost(context);
  const privateport = privatePort(context);
  const domainname = (params.domainname ?? "").toLowerCase();
  if (!/^[^\s/:]{1,253}$/.test(domainname)) throw new SimRefusal("parameter", "domainname");
  if (rulesOf(master, host, "2").length >= host.bindingDomain) throw new SimRefusal("domainQuota");
  if (master.rules.some((rule) => rule.domainname === domainname)) throw new SimRefusal("domainBound");
  const id = nextId(master.rules, FIRST_RULE);
  master.rules.push({ id, vmid: host.id, nattype: "2", privateport, publicport: 80, domainname });
  effect("bind-domain", host.id, { domainid: id, domainname, privateport: String(privateport) });
  return DONE;
}

/** "使用此id以下参数名都不用填写": by the id alone. A `vmid` that was sent is not looked at, not even a stranger's. */
function remove(
  { master, effect }: ActionContext,
  id: string | undefined,
  nattype: NatRule["nattype"],
  kind: string,
): Answer {
  const rule = master.rules.find((entry) => entry.id === id && entry.nattype === nattype);
  if (!rule) throw new SimRefusal("noRule");
  master.rules = master.rules.filter((entry) => entry !== rule);
  const { vmid, domainname } = rule;
  const what: Record<string, string> =
    nattype === "1" ? { portid: rule.id } : { domainid: rule.id, domainname };
  effect(kind, vmid, { ...what, privateport: String(rule.privateport) });
  return DONE;
}

import { listOf } from "../fleet/address-book";
import type { SimHost } from "../fleet/host";
import type { Master } from "../master";
import { flag, isCount, type Params } from "../wire/numbers";
import { SimRefusal } from "../wire/refusals";

type Chosen = Pick<SimHost, "ip" | "additionalsIp" | "iptype" | "ipv6" | "additionalsIpv6">;

/** The addresses of a new host on this node: a count takes free ones, an address must be a free one. */
export function chosenAddresses(master: Master, nodeid: string, params: Params): Chosen {
  const { ip = "", ipv6 = "", iptype = "" } = params;
  if (!["", "0", "2"].includes(iptype)) throw new SimRefusal("parameter", "iptype");
  const types = iptype === "" ? ["0", "2"] : [iptype];
  const isRandom = flag(params, "iprandom");
  const first = (name: string, text: string, more: string, kinds: string[]) =>
    isCount(text)
      ? counted(master, nodeid, kinds, Number(text), isRandom && name === "ip")
      : named(master, nodeid, kinds, name, text === "" ? [] : [text, ...listOf(more)]);
  const v4 = first("ip", ip, params.additionals_ip ?? "", types);
  const v6 = first("ipv6", ipv6, params.additionals_ipv6 ?? "", ["1"]);
  if (v4.ips.length + v6.ips.length === 0) throw new SimRefusal("parameter", "ip");
  return {
    ip: v4.ips[0] ?? "",
    additionalsIp: v4.ips.slice(1).join(","),
    iptype: v4.iptype,
    ipv6: v6.ips[0] ?? "",
    additionalsIpv6: v6.ips.slice(1).join(","),
  };
}

interface Found {
  ips: string[];
  iptype: string;
}

/** So many of the first type that has so many. */
function counted(master: Master, nodeid: string, types: string[], count: number, isRandom: boolean): Found {
  for (const iptype of types) {
    const free = master.addresses.free(nodeid, iptype);
    if (free.length < count) continue;
    return { ips: (isRandom ? shuffled(master, free) : free).slice(0, count), iptype };
  }
  throw new SimRefusal("noAddress");
}

function named(master: Master, nodeid: string, types: string[], name: string, ips: string[]): Found {
  if (new Set(ips).size < ips.length) throw new SimRefusal("parameter", name);
  const found = ips.map((ip) => typeOfFree(master, nodeid, types, ip));
  return { ips, iptype: found[0] ?? types[0] ?? "0" };
}

/** The type under which this node has it free; refused where it has not. */
export function typeOfFree(master: Master, nodeid: string, types: string[], ip: string): string {
  const iptype = types.find((type) => master.addresses.free(nodeid, type).includes(ip));
  if (iptype === undefined) throw new SimRefusal("addressNotFree", ip);
  return iptype;
}

export function shuffled<T>(master: Master, list: readonly T[]): T[] {
  return list
    .map((entry) => ({ entry, order: master.draws.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ entry }) => entry);
}

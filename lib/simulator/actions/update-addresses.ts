import { addressesOf, listOf } from "../fleet/address-book";
import type { SimHost } from "../fleet/host";
import { nodeOf } from "../fleet/infrastructure";
import type { Master } from "../master";
import { isCount, type Params, wholeNumber } from "../wire/numbers";
import { SimRefusal } from "../wire/refusals";
import { typeOfFree } from "./address-choice";

interface AddressChange {
  addresses: Partial<SimHost>;
  added: string[];
  /** After the change: what the host has no longer is free again. */
  release: (host: SimHost) => void;
}

/** `ip` and `ipv6` must be addresses here, never counts ("必须传ip格式"); a list takes the place of the one before. */
export function addressChange(master: Master, params: Params, host: SimHost): AddressChange {
  const { ip = "", ipv6 = "", additionals_ip = "", additionals_ipv6 = "" } = params;
  for (const [name, text] of [
    ["ip", ip],
    ["ipv6", ipv6],
  ] as const) {
    if (isCount(text)) throw new SimRefusal("parameter", name);
  }
  const number = wholeNumber(params, "addipnumber", { min: 1, max: 1000, fallback: 0 });
  const before = { ...host };
  const target = {
    ip: ip || host.ip,
    additionalsIp: without(additionals_ip || host.additionalsIp, ip),
    ipv6: ipv6 || host.ipv6,
    additionalsIpv6: without(additionals_ipv6 || host.additionalsIpv6, ipv6),
  };
  const iptype = refuseUnlessOwnOrFree(master, host, target);
  const more = number === 0 ? [] : nextFree(master, host.nodeid, iptype, number, addressesOf(target));
  target.additionalsIp = [...listOf(target.additionalsIp), ...more].join(",");
  const own = new Set(addressesOf(before));
  const added = addressesOf(target).filter((address) => !own.has(address));
  const kept = new Set(addressesOf(target));
  const removed = addressesOf(before).filter((address) => !kept.has(address));
  if (added.length + removed.length === 0 && target.ip === host.ip && target.ipv6 === host.ipv6) {
    return { addresses: {}, added, release: () => {} };
  }
  const publicip = iptype === "2" ? host.publicip || (nodeOf(host.nodeid)?.publicip ?? "") : "";
  const unbound = [...listOf(host.unboundIps).filter((address) => kept.has(address)), ...added];
  return {
    addresses: { ...target, iptype, publicip, unboundIps: unbound.join(",") },
    added,
    release: (changed) =>
      master.addresses.giveBack({ nodeid: changed.nodeid, iptype: before.iptype }, removed),
  };
}

const without = (text: string, main: string): string =>
  listOf(text)
    .filter((address) => address !== main)
    .join(",");

/** Returns the type of the main address. */
function refuseUnlessOwnOrFree(
  master: Master,
  host: SimHost,
  target: Parameters<typeof addressesOf>[0],
): string {
  const all = addressesOf(target);
  if (new Set(all).size < all.length) throw new SimRefusal("parameter", "additionals_ip");
  const own = new Set(addressesOf(host));
  let iptype = host.iptype;
  for (const address of all) {
    if (own.has(address)) continue;
    const isV6 = address.includes(":");
    const isAsked = address === target.ipv6 || listOf(target.additionalsIpv6).includes(address);
    if (isV6 !== isAsked) throw new SimRefusal("addressNotFree", address);
    const found = typeOfFree(master, host.nodeid, isV6 ? ["1"] : ["0", "2"], address);
    if (address === target.ip) iptype = found;
  }
  return iptype;
}

/** So many free ones of one type, past those that are spoken for. */
export function nextFree(
  master: Master,
  nodeid: string,
  iptype: string,
  count: number,
  spoken: string[] = [],
): string[] {
  const free = master.addresses.free(nodeid, iptype).filter((address) => !spoken.includes(address));
  if (free.length < count) throw new SimRefusal("noAddress");
  return free.slice(0, count);
}

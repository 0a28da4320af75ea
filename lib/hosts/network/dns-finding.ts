import { isIP } from "node:net";
import { isNear } from "@/lib/rstack/plain-http";
import type { DnsFinding } from "./network-view";

/** What DNS says of one name; null where it didn't say (silent, broken), empty where there is no such record. */
export interface DnsAnswer {
  ipv4: readonly string[] | null;
  ipv6: readonly string[] | null;
}

/** As many as a line can name. */
const MOST_NAMED = 3;

/**
 * Where a name leads, compared with where it should. Null where nothing true can be said. Addresses that only the
 * panel's own network knows are none: a customer must not learn which names it has.
 */
export function findingOf(answer: DnsAnswer, address: string): DnsFinding | null {
  const should = canonical(address);
  const [wanted, other] = isIP(should) === 6 ? [answer.ipv6, answer.ipv4] : [answer.ipv4, answer.ipv6];
  if (wanted === null) {
    return null;
  }
  const found = [...wanted, ...(other ?? [])].map(canonical);
  if (found.length === 0) {
    // Without the other kind it isn't known whether there is no record at all.
    return other === null ? null : { state: "none", addresses: [] };
  }
  const elsewhere = [...new Set(found)].filter((one) => one !== should && isPublic(one));
  const addresses = elsewhere.slice(0, MOST_NAMED);
  if (found.includes(should)) {
    return addresses.length > 0 ? { state: "partly", addresses } : { state: "here", addresses: [] };
  }
  return addresses.length > 0 ? { state: "elsewhere", addresses } : { state: "none", addresses: [] };
}

/** One spelling for each address: IPv6 has many. */
function canonical(address: string): string {
  return isIP(address) === 6 && !address.includes("%")
    ? new URL(`http://[${address}]/`).hostname.slice(1, -1)
    : address;
}

const isPublic = (address: string): boolean =>
  isIP(address) !== 0 &&
  !isNear(address) &&
  !/^(?:0\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::$|::ffff:|fe[89ab])/.test(address);

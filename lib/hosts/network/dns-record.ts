import { isIP } from "node:net";
import type { DnsRecord } from "./network-view";

/** Null where the address is none. */
export function dnsRecordOf(domain: string, address: string | null): DnsRecord | null {
  const version = isIP(address ?? "");
  return address === null || version === 0
    ? null
    : { type: version === 6 ? "AAAA" : "A", name: domain, value: address };
}

import ipaddr from "ipaddr.js";

const MOST_RANGES = 20;
/** Wider ones would be no bound. */
const WIDEST = { ipv4: 8, ipv6: 16 } as const;

export type RangeFault = "bad-range" | "range-too-wide" | "too-many-ranges";

export type ReadRanges = { ok: true; ranges: string[] } | { ok: false; fault: RangeFault };

/** Addresses and CIDR ranges as a person typed them, with blanks or commas (Chinese ones, too) between them; each in its plain form, once. */
export function readRanges(typed: string): ReadRanges {
  const words = typed.split(/[\s,;，、；]+/).filter(Boolean);
  if (words.length > MOST_RANGES) {
    return { ok: false, fault: "too-many-ranges" };
  }
  const ranges = new Set<string>();
  for (const word of words) {
    const parsed = parseRange(word);
    if (parsed === null) {
      return { ok: false, fault: "bad-range" };
    }
    const [address, bits] = parsed;
    if (bits < WIDEST[address.kind()]) {
      return { ok: false, fault: "range-too-wide" };
    }
    ranges.add(`${networkOf(address, bits)}/${bits}`);
  }
  return { ok: true, ranges: [...ranges] };
}

type Address = ReturnType<typeof ipaddr.parse>;

/** In four groups or by colons alone: the library also takes `127.1`, octal and zones. */
const PLAIN = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)(\/\d{1,3})?$/i;
const OCTAL = /(^|\.)0\d/;

function parseRange(word: string): [address: Address, bits: number] | null {
  if (!PLAIN.test(word) || OCTAL.test(word)) {
    return null;
  }
  try {
    const [address, bits] = word.includes("/") ? ipaddr.parseCIDR(word) : single(ipaddr.parse(word));
    return unmapped(address, bits);
  } catch {
    return null;
  }
}

const single = (address: Address): [Address, number] => [address, address.kind() === "ipv4" ? 32 : 128];

/** `::ffff:192.0.2.0/120` is `192.0.2.0/24`: callers' addresses come either way. */
function unmapped(address: Address, bits: number): [Address, number] {
  const isMapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96;
  return isMapped ? [address.toIPv4Address(), bits - 96] : [address, bits];
}

function networkOf(address: Address, bits: number): string {
  const cidr = `${address}/${bits}`;
  return address.kind() === "ipv4"
    ? ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()
    : ipaddr.IPv6.networkAddressFromCIDR(cidr).toString();
}

/** Whether a caller's address lies in one of them. None: anywhere does, known or not; else an unknown address doesn't. */
export function isWithin(address: string | null, ranges: readonly string[]): boolean {
  if (ranges.length === 0) {
    return true;
  }
  if (address === null || !ipaddr.isValid(address)) {
    return false;
  }
  const caller = ipaddr.process(address);
  return ranges.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === caller.kind() && caller.match(network, bits);
  });
}

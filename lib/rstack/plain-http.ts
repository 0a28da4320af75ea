import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { BlockList, isIP } from "node:net";

/**
 * Plain HTTP may go to this machine or a private network, nowhere else: who reads one call can sign others. Judged by
 * the address at each connect, since a name may point elsewhere tomorrow.
 */
const NEAR = new BlockList();
NEAR.addSubnet("127.0.0.0", 8, "ipv4");
NEAR.addSubnet("10.0.0.0", 8, "ipv4");
NEAR.addSubnet("172.16.0.0", 12, "ipv4");
NEAR.addSubnet("192.168.0.0", 16, "ipv4");
NEAR.addAddress("::1", "ipv6");
NEAR.addSubnet("fc00::", 7, "ipv6");

export const isNear = (address: string): boolean =>
  isIP(address) !== 0 && NEAR.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

export class PlainHttpRefused extends Error {
  readonly code = "PLAIN_HTTP";
  constructor() {
    super("plain http to an address that is neither loopback nor private");
  }
}

type LookupAnswer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;
export type Lookup = (hostname: string, options: LookupOptions, answer: LookupAnswer) => void;

const systemLookup: Lookup = (hostname, options, answer) => lookup(hostname, options, answer);

/** A `lookup` for net.connect that answers with near addresses alone, so that no other can be connected to. */
export function nearLookup(resolve: Lookup = systemLookup): Lookup {
  return (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) {
        answer(error, []);
        return;
      }
      const near = Array.isArray(found) ? found.filter(({ address }) => isNear(address)) : [];
      const first = near[0];
      if (first === undefined) {
        answer(new PlainHttpRefused(), []);
      } else if (options.all) {
        answer(null, near);
      } else {
        answer(null, first.address, first.family);
      }
    });
  };
}

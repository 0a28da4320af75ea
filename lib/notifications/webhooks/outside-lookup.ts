import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Whether an address is one of the public internet: of no private, loopback, link-local, shared, reserved or translated
 * range, and none that holds an IPv4 address within an IPv6 one.
 */
export const isOutside = (address: string): boolean =>
  isIP(address) !== 0 && ipaddr.process(address).range() === "unicast";

/** A name, or an address, leads into a network that is not the public internet. */
export class InsideAddress extends Error {
  readonly code = "INSIDE_ADDRESS";
  constructor() {
    super("an inside address");
  }
}

type LookupAnswer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;
export type Resolve = (hostname: string, options: LookupOptions, answer: LookupAnswer) => void;

const systemResolve: Resolve = (hostname, options, answer) => lookup(hostname, options, answer);

/**
 * A `lookup` for net.connect: what it answers is what is connected to, so that a name can't be looked at here and lead
 * elsewhere there. One inside address among several refuses them all: nobody has such a name by chance.
 */
export function outsideLookup(resolve: Resolve = systemResolve): Resolve {
  return (hostname, options, answer) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) {
        answer(error, []);
        return;
      }
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isOutside(address))) {
        answer(new InsideAddress(), []);
      } else if (options.all) {
        answer(null, addresses);
      } else {
        answer(null, first.address, first.family);
      }
    });
  };
}

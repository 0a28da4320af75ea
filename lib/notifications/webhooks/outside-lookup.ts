import type { LookupAddress, LookupOptions } from "node:dns";
import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Of a public range, and yet only inside: what a machine at Azure asks its host. */
const INSIDE_ALL_THE_SAME = new Set(["168.63.129.16"]);

/** All that IPv6 has given out so far; below it lie forms that hold an IPv4 address. */
const GIVEN_OUT: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/**
 * Whether an address is one of the public internet: of no private, loopback, link-local, shared, reserved or translated
 * range, and none that holds an IPv4 address within an IPv6 one.
 */
export function isOutside(address: string): boolean {
  if (isIP(address) === 0) {
    return false;
  }
  const parsed = ipaddr.process(address);
  if (INSIDE_ALL_THE_SAME.has(parsed.toString())) {
    return false;
  }
  return parsed.range() === "unicast" && (parsed instanceof ipaddr.IPv4 || parsed.match(GIVEN_OUT));
}

/** A name, or an address, leads into a network that is not the public internet. */
export class InsideAddress extends Error {
  readonly code = "INSIDE_ADDRESS";
  constructor() {
    super("an inside address");
  }
}

type LookupAnswer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;
export type Resolve = (hostname: string, options: LookupOptions, answer: LookupAnswer) => void;

/** Of one question to one server. A name whose servers never answer must hold up nothing else. */
const DNS_MS = 2_000;

/** By DNS alone: `dns.lookup` takes one of the few threads for as long as a silent server likes, and others wait for it. */
const systemResolve: Resolve = (hostname, _options, answer) => {
  const resolver = new Resolver({ timeout: DNS_MS, tries: 1 });
  void Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]).then(([v4, v6]) => {
    const found = [
      ...(v4.status === "fulfilled" ? v4.value.map((address) => ({ address, family: 4 })) : []),
      ...(v6.status === "fulfilled" ? v6.value.map((address) => ({ address, family: 6 })) : []),
    ];
    answer(found.length > 0 ? null : Object.assign(new Error("no address"), { code: "ENOTFOUND" }), found);
  });
};

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

import { isIP } from "node:net";

/** How many proxies stand in front; `direct`: none, and the other end of the connection is the caller. */
export type TrustedProxies = number | "direct";

/**
 * The caller's address: the n-th from the right of `X-Forwarded-For`, n being the number of trusted proxies. Null where
 * addresses are unknown (no proxy, or fewer entries than proxies): whatever stands further left was written by the caller.
 * Where callers come directly, `lib/server/http-server.ts` has written the header itself.
 */
export function callerAddress(forwardedFor: string | null, trustedProxies: TrustedProxies): string | null {
  const proxies = trustedProxies === "direct" ? 1 : trustedProxies;
  if (proxies < 1 || forwardedFor === null) {
    return null;
  }
  const entry = forwardedFor.split(",").at(-proxies)?.trim() ?? "";
  const bare = entry.replace(/^\[([^\]]+)\](:\d+)?$/, "$1").replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1");
  return isIP(bare) === 0 ? null : bare.toLowerCase();
}

/** What counts as one address: an IPv6 subscriber has a whole /64. */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/.exec(address)?.[1];
  if (mapped) {
    return mapped;
  }
  if (isIP(address) !== 6) {
    return address;
  }
  const [head = "", tail = ""] = (address.split("%")[0] ?? "").split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const zeros = address.includes("::")
    ? new Array(Math.max(0, 8 - left.length - right.length)).fill("0")
    : [];
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

/** What counts as one network: a /24 or a /64. */
export function networkOf(address: string): string {
  const group = addressGroup(address);
  return isIP(group) === 4 ? group.replace(/\d+$/, "0/24") : group;
}

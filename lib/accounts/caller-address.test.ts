import { expect, it } from "vitest";
import { addressGroup, callerAddress } from "./caller-address";

it.each([
  ["no proxy: nothing that a caller writes counts", "203.0.113.9", 0, null],
  ["no header", null, 1, null],
  ["one proxy: the last entry", "203.0.113.9", 1, "203.0.113.9"],
  ["one proxy: what stands before is the caller's own invention", "10.0.0.1, 203.0.113.9", 1, "203.0.113.9"],
  ["two proxies: the last but one", "6.6.6.6, 203.0.113.9, 198.51.100.1", 2, "203.0.113.9"],
  ["fewer entries than proxies", "203.0.113.9", 2, null],
  ["no address at all", "unknown", 1, null],
  ["with a port", "203.0.113.9:5000", 1, "203.0.113.9"],
  ["IPv6 with a port", "[2001:DB8::1]:5000", 1, "2001:db8::1"],
  ["IPv6", "2001:db8::1", 1, "2001:db8::1"],
])("%s", (_what, header, proxies, address) => {
  expect(callerAddress(header, proxies)).toBe(address);
});

it("counts a /64 of IPv6 as one address, and a mapped IPv4 address as itself", () => {
  expect(addressGroup("2001:db8:0:1::5")).toBe(addressGroup("2001:db8::1:ffff:0:0:9"));
  expect(addressGroup("2001:db8:0:1::5")).not.toBe(addressGroup("2001:db8:0:2::5"));
  expect(addressGroup("::ffff:203.0.113.9")).toBe("203.0.113.9");
  expect(addressGroup("203.0.113.9")).toBe("203.0.113.9");
});

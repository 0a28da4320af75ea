import { describe, expect, it } from "vitest";
import { findingOf } from "./dns-finding";

const HERE = "198.51.100.7";
const of = (ipv4: string[] | null, ipv6: string[] | null, address = HERE) =>
  findingOf({ ipv4, ipv6 }, address);

describe("where a domain leads", () => {
  it.each([
    ["here", [HERE], [], "here", []],
    ["here, though the other kind was not told", [HERE], null, "here", []],
    ["nowhere", [], [], "none", []],
    // As a name that isn't there: who asks must not learn which names the panel's own network has.
    ["nowhere public", ["10.0.0.1", "169.254.1.1", "127.0.0.1"], ["::1"], "none", []],
    ["elsewhere", ["203.0.113.9"], [], "elsewhere", ["203.0.113.9"]],
    ["elsewhere by the other kind alone", [], ["2001:db8::9"], "elsewhere", ["2001:db8::9"]],
    ["here and elsewhere", [HERE, "203.0.113.9"], [], "partly", ["203.0.113.9"]],
    ["here, and elsewhere by the other kind", [HERE], ["2001:db8:0::9"], "partly", ["2001:db8::9"]],
    ["elsewhere, and within", ["10.0.0.1", "203.0.113.9"], ["fe80::1"], "elsewhere", ["203.0.113.9"]],
  ] as const)("%s", (_, ipv4, ipv6, state, addresses) => {
    expect(of([...ipv4], ipv6 && [...ipv6])).toEqual({ state, addresses });
  });

  it.each([
    ["DNS was silent", null, null],
    ["it was silent on the kind that counts", null, ["2001:db8::9"]],
    ["it was silent on the other kind, and there is none of this", [], null],
  ])("is left out where %s", (_, ipv4, ipv6) => {
    expect(of(ipv4, ipv6)).toBeNull();
  });

  it("is compared by the value of IPv6 addresses, not by their spelling", () => {
    expect(of([], ["2001:DB8:0:0::7"], "2001:db8::7")).toEqual({ state: "here", addresses: [] });
  });

  it("names only a few of many addresses", () => {
    const many = Array.from({ length: 9 }, (_, n) => `203.0.113.${n}`);
    expect(of(many, [])?.addresses).toHaveLength(3);
  });
});

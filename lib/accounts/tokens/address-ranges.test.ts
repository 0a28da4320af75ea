import { expect, it } from "vitest";
import { isWithin, readRanges } from "./address-ranges";

it.each([
  ["203.0.113.7", ["203.0.113.7/32"]],
  ["203.0.113.7/24, 198.51.100.0/25\n203.0.113.9/24", ["203.0.113.0/24", "198.51.100.0/25"]],
  [
    "203.0.113.7，198.51.100.0/25、192.0.2.1；192.0.2.2",
    ["203.0.113.7/32", "198.51.100.0/25", "192.0.2.1/32", "192.0.2.2/32"],
  ],
  ["2001:DB8::1", ["2001:db8::1/128"]],
  ["2001:db8:1:2:3::/64", ["2001:db8:1:2::/64"]],
  ["::ffff:192.0.2.7", ["192.0.2.7/32"]],
  ["::ffff:192.0.2.0/120", ["192.0.2.0/24"]],
  ["", []],
])("reads %j as %j", (typed, ranges) => {
  expect(readRanges(typed)).toEqual({ ok: true, ranges });
});

it.each([
  ["203.0.113", "bad-range"],
  ["010.0.0.1", "bad-range"],
  ["0x7f.0.0.1", "bad-range"],
  ["203.0.113.7/33", "bad-range"],
  ["203.0.113.7/", "bad-range"],
  ["2001:db8::/129", "bad-range"],
  ["fe80::1%eth0", "bad-range"],
  ["example.com", "bad-range"],
  ["0.0.0.0/0", "range-too-wide"],
  ["::/0", "range-too-wide"],
  ["::ffff:0.0.0.0/96", "range-too-wide"],
  [Array.from({ length: 21 }, (_, n) => `203.0.113.${n}`).join(" "), "too-many-ranges"],
])("refuses %j as %s", (typed, fault) => {
  expect(readRanges(typed)).toEqual({ ok: false, fault });
});

it("lets an address in by its ranges, in either notation, and an unknown one by none", () => {
  const ranges = ["203.0.113.0/24", "2001:db8::/32"];
  expect(isWithin("203.0.113.200", ranges)).toBe(true);
  expect(isWithin("::ffff:203.0.113.200", ranges)).toBe(true);
  expect(isWithin("2001:db8:ffff::1", ranges)).toBe(true);
  expect(isWithin("203.0.114.1", ranges)).toBe(false);
  expect(isWithin("2001:db9::1", ranges)).toBe(false);
  expect(isWithin(null, ranges)).toBe(false);
  expect(isWithin(null, [])).toBe(true);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePort } from "./inside-port";
import { quotaBlock, quotaOf } from "./quota";

describe("an inside port", () => {
  it("is every number from 1 to 65535 as it is written", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 65_535 }), (n) => parsePort(String(n)) === n));
  });

  it.each([
    "",
    "0",
    "65536",
    "080",
    "8e1",
    "80.0",
    "+80",
    "-80",
    " 80",
    "8 0",
    "0x50",
    "８０",
    "99999",
    "1e4",
  ])("is not %j", (text) => {
    expect(parsePort(text)).toBeNull();
  });

  it("accepts nothing else, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const port = parsePort(text);
        return port === null || String(port) === text;
      }),
    );
  });
});

describe("a quota", () => {
  it.each([
    [0, 0, "not-offered"],
    [3, 2, null],
    [3, 3, "limit-reached"],
    [3, 9, "limit-reached"],
    [-1, 99, null],
    [null, 99, null],
  ] as const)("of %s with %s used: %s", (number, used, why) => {
    expect(quotaBlock(quotaOf(number), used)).toBe(why);
  });
});

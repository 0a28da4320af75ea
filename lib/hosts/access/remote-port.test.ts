import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRemotePort, readPortChange, remotePortOf } from "./remote-port";

describe("a chosen remote port", () => {
  it("is every number from 10000 to 65535 as it is written", () => {
    fc.assert(fc.property(fc.integer({ min: 10_000, max: 65_535 }), (n) => parseRemotePort(String(n)) === n));
  });

  it.each([
    "",
    "0",
    "1",
    "9999",
    "65536",
    "1e4",
    "010000",
    "10000.0",
    "１００００",
    "+10000",
    " 10000",
    "10000 ",
    "0x2710",
    "10000\n",
  ])("is not %j", (text) => {
    expect(parseRemotePort(text)).toBeNull();
  });

  it("is never sent as one of the vendor's special numbers, whatever is typed", () => {
    const typed = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String));
    fc.assert(
      fc.property(typed, (text) => {
        const port = remotePortOf("chosen", text);
        return port === null || (typeof port === "number" && port >= 10_000 && String(port) === text);
      }),
    );
    expect(remotePortOf("first", "12345")).toBe("first");
    expect(remotePortOf("random", "")).toBe("random");
  });
});

describe("reading the port back", () => {
  it.each([
    [20_000, 24_389, 20_000, { matches: true, changed: true }],
    [20_000, 20_000, 20_000, { matches: true, changed: false }],
    [20_000, 24_389, 24_389, { matches: false, changed: false }],
    [20_000, null, 20_000, { matches: true, changed: false }],
    ["first", 24_389, 0, { matches: true, changed: true }],
    ["first", 0, 0, { matches: true, changed: false }],
    ["random", 24_389, 31_000, { matches: true, changed: true }],
    ["random", 24_389, 24_389, { matches: false, changed: false }],
    ["random", 24_389, 0, { matches: false, changed: true }],
    ["random", 24_389, null, { matches: false, changed: false }],
  ] as const)("asked for %s, was %s, is %s", (wanted, before, now, told) => {
    expect(readPortChange(wanted, before, now)).toEqual(told);
  });
});

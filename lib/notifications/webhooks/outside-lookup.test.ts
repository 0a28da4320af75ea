import { expect, it, test } from "vitest";
import { InsideAddress, isOutside, outsideLookup, type Resolve } from "./outside-lookup";

test.each([
  ["8.8.8.8", true],
  ["2606:4700:4700::1111", true],
  ["127.0.0.1", false],
  ["127.9.9.9", false],
  ["10.1.2.3", false],
  ["172.16.0.1", false],
  ["192.168.1.1", false],
  ["100.64.0.1", false],
  ["169.254.169.254", false],
  ["168.63.129.16", false],
  ["::ffff:168.63.129.16", false],
  ["0.0.0.0", false],
  ["192.0.2.1", false],
  ["198.18.0.1", false],
  ["224.0.0.1", false],
  ["240.0.0.1", false],
  ["255.255.255.255", false],
  ["::", false],
  ["::1", false],
  ["::7f00:1", false],
  ["::10.0.0.1", false],
  ["100:0:0:1::1", false],
  ["fe80::1", false],
  ["fd00::1", false],
  ["fec0::1", false],
  ["ff02::1", false],
  ["2001:db8::1", false],
  ["::ffff:10.0.0.1", false],
  ["::ffff:127.0.0.1", false],
  ["64:ff9b::a00:1", false],
  ["2002:a00:1::1", false],
  ["2001::1", false],
  ["localhost", false],
  ["", false],
])("%s is outside: %s", (address, outside) => {
  expect(isOutside(address)).toBe(outside);
});

const resolvesTo =
  (...found: string[]): Resolve =>
  (_name, _options, answer) =>
    answer(
      null,
      found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

const lookUp = (resolve: Resolve, all: boolean) =>
  new Promise((done) => outsideLookup(resolve)("hook.example", { all }, (...answer) => done(answer)));

it("answers with what it looked at, in the shape that was asked for", async () => {
  const resolve = resolvesTo("8.8.8.8", "2606:4700::1");
  expect(await lookUp(resolve, false)).toEqual([null, "8.8.8.8", 4]);
  expect(await lookUp(resolve, true)).toEqual([
    null,
    [
      { address: "8.8.8.8", family: 4 },
      { address: "2606:4700::1", family: 6 },
    ],
  ]);
});

it("refuses a name with one inside address, whatever the others are, and one with none", async () => {
  for (const found of [["10.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["8.8.8.8", "::1"], []]) {
    for (const all of [true, false]) {
      expect(await lookUp(resolvesTo(...found), all), found.join()).toEqual([expect.any(InsideAddress), []]);
    }
  }
});

it("passes on that a name was not found", async () => {
  const error = Object.assign(new Error("none"), { code: "ENOTFOUND" });
  expect(await lookUp((_name, _options, answer) => answer(error, []), true)).toEqual([error, []]);
});

import { expect, test } from "vitest";
import type { OfferedNode } from "@/lib/fleet/hosts/place-offer";
import { fitsOn, lackOf } from "./plan-step";

const node = (free: OfferedNode["free"], freeMemoryMb: number | null = 8192) =>
  ({ freeMemoryMb, freeDiskGb: 100, free }) as OfferedNode;
const small = { id: "x", name: "Small", values: { memoryMb: 1024, systemDiskGb: 10 } };

test("a plan fits as often as memory, disk and free IPv4 addresses allow on each node", () => {
  const none = { ipv4: 0, ipv6: 9, privateIpv4: 0 };
  expect(fitsOn([node({ ipv4: 20, ipv6: 0, privateIpv4: 0 })], small)).toBe(8);
  expect(fitsOn([node({ ipv4: 2, ipv6: 0, privateIpv4: 1 })], small)).toBe(2);
  expect(fitsOn([node(none), node({ ...none, ipv4: 5 })], small)).toBe(5);
  // Where the master told no addresses, and where it told no memory.
  expect(fitsOn([node(null)], small)).toBe(8);
  expect(fitsOn([node(none, null)], small)).toBeNull();
});

test("what a plan has no room for is named, with what the roomiest node has left", () => {
  const free = { ipv4: 2, ipv6: 0, privateIpv4: 0 };
  const sized = (memoryMb: number, systemDiskGb: number) => ({
    id: "x",
    name: "X",
    values: { memoryMb, systemDiskGb },
  });
  expect(lackOf([node(free, 2048), node(free)], sized(16_384, 500))).toEqual({ of: "memory", freeGb: 8 });
  expect(lackOf([node(free)], sized(1024, 500))).toEqual({ of: "disk", freeGb: 100 });
  expect(lackOf([node({ ...free, ipv4: 0 })], small)).toEqual({ of: "addresses", freeGb: 0 });
  // One node has the memory, another the address.
  expect(lackOf([node(free, 512), node({ ...free, ipv4: 0 })], small).of).toBe("room");
  expect(lackOf([], small).of).toBe("room");
});

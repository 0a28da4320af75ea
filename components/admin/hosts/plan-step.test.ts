import { expect, test } from "vitest";
import type { OfferedNode } from "@/lib/fleet/hosts/place-offer";
import { fitsOn } from "./plan-step";

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

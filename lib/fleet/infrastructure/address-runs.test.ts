import { expect, it } from "vitest";
import type { PoolAddress } from "@/lib/rstack/provider-rows";
import { addressRuns } from "./address-runs";

const row = (address: string, of: Partial<PoolAddress> = {}) =>
  ({ address, isFree: true, remark: null, vmId: null, hostName: null, owner: null, ...of }) as PoolAddress;
const told = (rows: PoolAddress[]) =>
  addressRuns(rows).map(({ first, last, count }) => [first.address, last.address, count]);

it("free addresses that follow each other are one run", () => {
  expect(told(["192.0.2.8", "192.0.2.9", "192.0.2.10", "192.0.2.12"].map((ip) => row(ip)))).toEqual([
    ["192.0.2.8", "192.0.2.10", 3],
    ["192.0.2.12", "192.0.2.12", 1],
  ]);
  expect(told(["2001:db8::f", "2001:db8::10"].map((ip) => row(ip)))).toEqual([
    ["2001:db8::f", "2001:db8::10", 2],
  ]);
});

it("what is used, remarked or in another network stands by itself", () => {
  const rows = [
    row("192.0.2.254"),
    row("192.0.3.255"),
    row("192.0.3.1", { isFree: false, hostName: "web01" }),
    row("192.0.3.2", { remark: "kept" }),
    row("192.0.3.3"),
  ];
  expect(told(rows).map(([, , count]) => count)).toEqual([1, 1, 1, 1, 1]);
});

import { afterAll, expect, it } from "vitest";
import { testMaster } from "../test-master";

const { simulator, rows } = await testMaster();
afterAll(() => simulator.close());

const ips = async (params: Record<string, string>) => (await rows("hyperip", params)).map(({ ip }) => ip);

it("lists a host's addresses, the shared ones' inside address among them", async () => {
  expect(await ips({ vmid: "104" })).toEqual(["192.0.2.18", "192.0.2.19", "192.0.2.20", "2001:db8:2:18::10"]);
  expect(await ips({ vmid: "105" })).toEqual(["172.16.3.5"]);
  expect(await ips({ vmid: "999" })).toEqual([]);
});

it("lists the free ones and a host's for 0|id", async () => {
  const found = await rows("hyperip", { vmid: "0|101", iptype: "0" });
  expect(new Set(found.map(({ vmid }) => vmid))).toEqual(new Set(["0", "101"]));
  expect(found.filter(({ vmid }) => vmid === "101").length).toBe(2);
});

it("filters by pool, address and type, and every id is there once", async () => {
  expect(await ips({ ip: "203.0.113.24" })).toEqual(["203.0.113.24"]);
  expect(await ips({ vmid: "101", iptype: "1" })).toEqual(["2001:db8:113:24::10"]);
  const pool = await rows("hyperip", { ipblockid: "10" });
  expect(new Set(pool.map(({ nodeid, iptype }) => `${nodeid}/${iptype}`))).toEqual(new Set(["1/0"]));
  const all = await rows("hyperip");
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ ip }) => ip)).size).toBe(all.length);
});

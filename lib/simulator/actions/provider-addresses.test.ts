import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { REFUSED, type Row, testMaster } from "../test-master";

const { simulator, control, call, rows, effects } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const free = async (params: Row) => (await rows("vm_freeip", params)).map(({ ip }) => ip);

describe("vm_freeip", () => {
  it("lists a node's free ones of the types asked for, in order, so many", async () => {
    expect(await free({ nodeid: "1", iptype: "0", limits: "3" })).toEqual([
      "203.0.113.250",
      "203.0.113.251",
      "203.0.113.4",
    ]);
    const types = new Set((await rows("vm_freeip", { nodeid: "1", iptype: "0,2" })).map((row) => row.iptype));
    expect(types).toEqual(new Set(["0", "2"]));
    expect((await free({ nodeid: "1" })).length).toBe(8 + 8 + 6);
  });

  it("adds a host's own to the free ones of its node", async () => {
    const found = await rows("vm_freeip", { vmid: "101", iptype: "0" });
    expect(found.filter(({ vmid }) => vmid === "101").map(({ ip }) => ip)).toEqual([
      "203.0.113.24",
      "203.0.113.124",
    ]);
    expect(found.filter(({ vmid }) => vmid === "0").length).toBe(8);
  });

  it("shuffles them with iprandom, none lost", async () => {
    const plain = await free({ nodeid: "1", iptype: "0" });
    const mixed = await free({ nodeid: "1", iptype: "0", iprandom: "1" });
    expect(mixed).not.toEqual(plain);
    expect(mixed.toSorted()).toEqual(plain.toSorted());
  });

  it("wants a node or a host", async () => {
    expect(await call("vm_freeip")).toMatch(REFUSED);
    expect(await call("vm_freeip", { nodeid: "9" })).toMatch(REFUSED);
  });
});

describe("vm_addip", () => {
  it("refuses none, more than are free, and to bind on a host that is off", async () => {
    const add = (own: Row, vmid = "101") => call("vm_addip", { vmid, ...own });
    expect(await add({})).toMatch(REFUSED);
    expect(await add({ ip_num: "0" })).toMatch(REFUSED);
    expect(await add({ ip_num: "9" })).toMatch(REFUSED);
    expect(await add({ ip_num: "1", binding_ip: "1" }, "109")).toMatch(REFUSED);
    expect(await effects()).toEqual([]);
    expect(await add({ ip_num: "1" }, "109")).toBe("0");
  });
});

describe("hyperipblock", () => {
  const names = async (params: Row) => (await rows("hyperipblock", params)).map(({ name }) => name);

  it("lists the pools by each filter", async () => {
    expect((await names({})).length).toBe(15);
    expect(await names({ nodeid: "1" })).toEqual(["fra1-hv01 public", "fra1-hv01 IPv6", "fra1-hv01 private"]);
    expect(await names({ id: "42" })).toEqual(["ams-hv01 private"]);
    expect(await names({ name: "ams-hv02 IPv6" })).toEqual(["ams-hv02 IPv6"]);
    expect((await names({ iptype: "1" })).length).toBe(5);
    expect((await rows("hyperipblock", { id: "10" }))[0]).toMatchObject({
      gateway: "203.0.113.1",
      netmask: "255.255.255.0",
      nodename: "fra1-hv01",
    });
  });

  it("finds the pool of an address, taken or free", async () => {
    expect(await names({ ip: "203.0.113.61" })).toEqual(["fra2-hv01 public"]);
    expect(await names({ ip: "203.0.113.124" })).toEqual(["fra1-hv01 public"]);
    expect(await names({ ip: "172.16.3.5" })).toEqual(["fra1-hv01 private"]);
    expect(await names({ ip: "2001:db8:ffff:4::251" })).toEqual(["ams-hv01 IPv6"]);
    expect(await names({ ip: "8.8.8.8" })).toEqual([]);
  });
});

it("hyperip follows: an address that was given is the host's, one that was freed is nobody's", async () => {
  await call("vm_addip", { vmid: "101", ip_num: "1" });
  await call("vm_delete", { vmid: "106" });
  expect(await rows("hyperip", { ip: "203.0.113.250" })).toMatchObject([{ vmid: "101" }]);
  expect(await rows("hyperip", { ip: "172.16.3.6" })).toMatchObject([{ vmid: "0", ipblockid: "12" }]);
});

import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { REFUSED, type Row, testMaster } from "../test-master";

const { simulator, control, call, rows } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const ids = async (action: string, params: Row = {}) => (await rows(action, params)).map(({ id }) => id);

describe("hypernode", () => {
  it("has a node under maintenance, and finds by status, areas, address and remark", async () => {
    expect(await ids("hypernode", { status: "1" })).toEqual(["5"]);
    expect(await ids("hypernode", { status: "0", areaid: "1,3" })).toEqual(["1", "2", "4"]);
    expect(await ids("hypernode", { ip: "198.51.100.130" })).toEqual(["3"]);
    expect(await ids("hypernode", { remark: "memory" })).toEqual(["5"]);
    await control.setNode("1", { status: "1" });
    expect(await ids("hypernode", { status: "1" })).toEqual(["1", "5"]);
  });

  it("finds those with so much free, and no more than asked for", async () => {
    expect(await ids("hypernode", { maxcpu: "49" })).toEqual(["1", "2", "3"]);
    expect(await ids("hypernode", { allowram: "131072" })).toEqual(["1", "2", "3"]);
    expect(await ids("hypernode", { allowdisk: "4001" })).toEqual(["1", "2"]);
    expect(await ids("hypernode", { maxcpu: "1", limits: "2" })).toEqual(["1", "2"]);
    expect(await call("hypernode", { limits: "0" })).toMatch(REFUSED);
  });
});

it("area finds by id and name exactly, by remark in part", async () => {
  expect(await ids("area", { name: "Amsterdam" })).toEqual(["3"]);
  expect(await ids("area", { name: "Amster" })).toEqual([]);
  expect(await ids("area", { remark: "site" })).toEqual(["1", "3"]);
  expect(await ids("area", { id: "2" })).toEqual(["2"]);
});

it("hypertask finds over the whole fleet by each filter", async () => {
  expect((await ids("hypertask")).length).toBe(9);
  expect(await ids("hypertask", { tasktype: "7" })).toEqual(["896"]);
  expect(await ids("hypertask", { vmname: "shop01" })).toEqual(["891", "892"]);
  expect(await ids("hypertask", { status: "1" })).toEqual(["901", "902"]);
  expect(await ids("hypertask", { taskstep: "1", nodeid: "4" })).toEqual(["902"]);
  expect(await ids("hypertask", { vmid: "202", tasktype: "5" })).toEqual(["894"]);
});

it("hyperbackup finds over the whole fleet by each filter", async () => {
  expect(await ids("hyperbackup", { userid: "10002" })).toEqual(["708", "724"]);
  expect(await ids("hyperbackup", { backuptype: "2", vmid: "103" })).toEqual(["722", "723"]);
  const [first] = await rows("hyperbackup", { vmid: "101" });
  expect(await ids("hyperbackup", { name: first?.name ?? "" })).toEqual(["701"]);
  await call("vm_snapshot", { vmid: "101", subvaction: "create" });
  expect(await ids("hyperbackup", { status: "0" })).toEqual(["725"]);
  expect((await ids("hyperbackup", { status: "1" })).length).toBe(12);
});

it("hypernat finds over the whole fleet by each filter", async () => {
  expect((await ids("hypernat")).length).toBe(6);
  expect(await ids("hypernat", { domainname: "crm.contoso.example" })).toEqual(["56"]);
  expect(await ids("hypernat", { ip: "172.16.3.6" })).toEqual(["54"]);
  expect(await ids("hypernat", { nodeid: "1", nattype: "2" })).toEqual(["53", "56"]);
  expect(await ids("hypernat", { userid: "10002", nattype: "1" })).toEqual(["55"]);
});

it("a fleet of 50,000 answers each list for staff, and takes a new host", async () => {
  await control.reset({ fleet: 50_000 });
  const { master } = control;
  const host = { nodeid: "2", osid: "11", vmname: "new01", cpu: "2", ram: "2048", port: "100", ip: "1" };
  const calls: [string, Row][] = [
    ["hypertask", {}],
    ["hyperbackup", { backuptype: "2" }],
    ["hypernat", {}],
    ["hypernode", {}],
    ["vm_freeip", { nodeid: "1" }],
    ["hyperipblock", { ip: "10.0.200.1" }],
    ["user_info", { remark: "none" }],
    ["vm_create", { userid: "10001", ...host }],
    ["vm_delete", { vmid: "51001", forcedelete: "1" }],
  ];
  for (const [action, params] of calls) {
    expect(await call(action, params), action).not.toMatch(REFUSED);
  }
  expect(master.hosts.size).toBe(50_000);
});

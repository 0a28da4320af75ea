import { createHash } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { signedText } from "../signed-call";
import { REFUSED, type Row, testMaster } from "../test-master";

const { simulator, control, call, rows, effects } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const WANTED = {
  userid: "10002",
  nodeid: "1",
  osid: "11",
  vmname: "new01",
  cpu: "2",
  ram: "2048",
  port: "100",
  ip: "1",
};
const create = (own: Row = {}) => call("vm_create", { ...WANTED, ...own });
const json = async (own: Row = {}): Promise<Row> =>
  JSON.parse((await create({ returnjson: "1", ...own })).slice(2));
const row = async (id: string) => (await rows("hyper", { id }))[0];

describe("vm_create", () => {
  it("answers the vendor's object with returnjson, a password of its own in it", async () => {
    const made = await json();
    expect(Object.keys(made).join(" ")).toBe(
      "additionals_ip additionals_ipv6 areaid areaname guid id ip ipv6 mac nodeid nodename os osid remark remote_port status userid vmname vmpass",
    );
    expect(made).toMatchObject({
      userid: "10002",
      status: "0",
      vmpass: "canary-vmpass-303",
      os: "Debian 12",
    });
  });

  it("keeps every parameter", async () => {
    const own = {
      ...{ cpu_limit: "80", cpu_weight: "20", ram_min: "1024", ram_buffer: "30", ram_weight: "60" },
      ...{ systemdisk: "100,150", disk: "40", disk_sys_iops: "5", disk_data_iops: "6", bwlimit: "700" },
      ...{ backup_snapshot: "-1", backup_full: "2", portmap: "3", binding_domain: "4", remark: "Order 7" },
    };
    await create(own);
    expect(await row("303")).toMatchObject({ ...own, cpu: "2", ram: "2048", port: "100", userid: "10002" });
  });

  it("makes memory static where no minimum is given, and no minimum above it", async () => {
    await create();
    expect(await row("303")).toMatchObject({ ram_min: "2048", ram: "2048" });
    expect(await create({ ram_min: "4096" })).toMatch(REFUSED);
  });

  it.each([
    ["an area and a node", { areaid: "1" }],
    ["neither", { nodeid: "" }],
    ["an image that the node has not", { osid: "17" }],
    ["a medium for an image", { osid: "31" }],
    ["an unknown customer", { userid: "nobody" }],
    ["a name with other signs", { vmname: "new-01" }],
    ["a name of one letter", { vmname: "n" }],
    ["no port rate", { port: "0" }],
    ["a processor limit over 100", { cpu_limit: "101" }],
    ["a short password", { vmpass: "short" }],
    ["a node under maintenance", { nodeid: "5" }],
    ["an unknown node", { nodeid: "9" }],
    ["more memory than is free", { ram: "262145" }],
    ["more addresses than are free", { ip: "9" }],
    ["an address that a host has", { ip: "203.0.113.24" }],
    ["another node's address", { ip: "203.0.113.252" }],
    ["a port of its own below 10000", { remote_port: "9999" }],
    ["an id that a host has", { id: "101" }],
    ["no address at all", { ip: "" }],
  ])("refuses %s and makes nothing", async (_, own) => {
    expect(await create(own)).toMatch(REFUSED);
    expect(await effects()).toEqual([]);
    expect((await control.hosts()).length).toBe(20);
  });

  it("refuses in Chinese where that was asked for", async () => {
    const answer = await signedText(
      simulator.url,
      "vm_create",
      { ...WANTED, nodeid: "5" },
      { language: "chinese" },
    );
    expect(answer).toBe("-1|节点维护中");
  });

  it("takes the nodes of an area in turn, past one under maintenance", async () => {
    const nodes = async (areaid: string) => {
      const first = await json({ nodeid: "", areaid });
      const second = await json({ nodeid: "", areaid });
      return [first.nodeid, second.nodeid];
    };
    expect(await nodes("1")).toEqual(["1", "2"]);
    expect(await nodes("3")).toEqual(["4", "4"]);
  });

  it("takes the addresses that are named, and leaves further ones out beside a count", async () => {
    const six = { ipv6: "2001:db8:ffff:1::251", additionals_ipv6: "2001:db8:ffff:1::250" };
    const made = await json({ ip: "203.0.113.4", additionals_ip: "203.0.113.5,203.0.113.6", ...six });
    expect(made).toMatchObject({ ip: "203.0.113.4", additionals_ip: "203.0.113.5,203.0.113.6", ...six });
    expect(await json({ ip: "1", additionals_ip: "203.0.113.15" })).toMatchObject({ additionals_ip: "" });
  });

  it("stands behind the node's shared address with a private one, reached through a port of its own", async () => {
    const made = await json({ iptype: "2", remote_port: "12345", portmap: "5" });
    expect(made).toMatchObject({ ip: "172.16.3.250", remote_port: "12345" });
    expect(await row("303")).toMatchObject({ iptype: "2", publicip: "198.51.100.7" });
    expect(await rows("hypernat", { vmid: "303" })).toMatchObject([
      { privateport: "22", publicport: "12345" },
    ]);
    expect(await create({ iptype: "2", remote_port: "12345" })).toMatch(REFUSED);
  });

  it("takes its own number where one is given, and never the one of a host that was deleted", async () => {
    expect(await create({ id: "77" })).toMatch(/^0\|77\|/);
    expect(await create()).toMatch(/^0\|303\|/);
    await call("vm_delete", { vmid: "303", forcedelete: "1" });
    expect(await create()).toMatch(/^0\|304\|/);
  });

  it("takes its share of the node", async () => {
    const [before] = await rows("hypernode", { id: "1" });
    await create({ ram_min: "1024", disk: "50", systemdisk: "100,30" });
    const [after] = await rows("hypernode", { id: "1" });
    const less = (name: string) => Number(before?.[name]) - Number(after?.[name]);
    expect([less("maxcpu"), less("allowram"), less("allowdisk")]).toEqual([2, 1024, 80]);
    expect(await rows("hypernode", { id: "1", maxcpu: "63" })).toEqual([]);
  });

  it("says in the journal what was made, the password as its hash alone", async () => {
    await create({ vmpass: 'a"long\\one', returnjson: "1" });
    const passwordSha256 = createHash("sha256").update('a"long\\one').digest("hex");
    const [made] = await effects();
    expect(made).toMatchObject({ kind: "create-host", vmid: "303" });
    expect(made?.detail).toMatchObject({ userid: "10002", nodeid: "1", ip: "203.0.113.250", passwordSha256 });
    expect(JSON.stringify(await control.journal())).not.toMatch(/long.{1,4}one/);
  });
});

import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { REFUSED, type Row, testMaster } from "../test-master";

const { simulator, control, call, rows, state, effects, advance } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const update = (own: Row, id = "101") => call("vm_update", { id, ...own });
const row = async (id = "101") => (await rows("hyper", { id }))[0];

describe("vm_update", () => {
  it("changes what was sent, nothing else, and says what in the journal", async () => {
    const before = await row();
    const own = {
      ...{ port: "200", bwlimit: "2000", bwusage: "5", bwdate: "1893456000", remark: "Moved" },
      ...{ backup_snapshot: "-1", backup_full: "3", portmap: "1", binding_domain: "2", rvcount: "0" },
      ...{ cvdate: "20260101", systemdisk: "100,150" },
    };
    expect(await update({ ...own, vmname: "other", vmpass: "longenough", osid: "12", nonsense: "1" })).toBe(
      "0",
    );
    expect(await row()).toEqual({ ...before, ...own });
    expect(await effects()).toEqual([{ kind: "update-host", vmid: "101", detail: own }]);
  });

  it("reads a reset day in the master's own time too", async () => {
    await update({ bwdate: "2019-11-15 00:28:22" });
    expect(await row()).toMatchObject({ bwdate: "1573748902" });
    expect(await update({ bwdate: "tomorrow" })).toMatch(REFUSED);
  });

  it("locks and unlocks, and turns off what is suspended", async () => {
    await update({ status: "1" });
    expect(await state("101")).toMatchObject({ word: "locked" });
    await update({ status: "2" });
    expect(await state("101")).toMatchObject({ word: "running" });
    await update({ status: "-1" });
    await update({ status: "2" });
    expect(await state("101")).toMatchObject({ word: "off" });
    expect(await update({ status: "3" })).toMatch(REFUSED);
  });

  it("leaves a lock that was set during a set-up", async () => {
    await call("vm_reload", { vmid: "101", osid: "12", rot: "0" });
    await update({ status: "1" });
    await advance(60_000);
    expect(await state("101")).toMatchObject({ word: "locked", osid: "12" });
  });

  it("names no host that is not there, and changes nothing where one parameter is wrong", async () => {
    expect(await update({ remark: "x" }, "999")).toMatch(REFUSED);
    expect(await update({ remark: "x", port: "0" })).toMatch(REFUSED);
    expect(await effects()).toEqual([]);
  });
});

describe("vm_update of the machine", () => {
  it("changes it with update_vm=1 alone, and restarts a running host for cores and memory", async () => {
    const [node] = await rows("hypernode", { id: "1" });
    await update({ cpu: "8", disk: "10" });
    expect(await row()).toMatchObject({ cpu: "2", disk: "0" });
    expect(await update({ update_vm: "1", cpu: "8" })).toBe("0");
    expect(await state("101")).toMatchObject({ word: "off" });
    await advance(4_000);
    expect(await state("101")).toMatchObject({ word: "running" });
    expect(await row()).toMatchObject({ cpu: "8" });
    const [after] = await rows("hypernode", { id: "1" });
    expect(Number(node?.maxcpu) - Number(after?.maxcpu)).toBe(6);
    expect((await effects())[1]?.detail).toEqual({ cpu: "8", restarted: "yes" });
  });

  it("grows a disk without a restart, and never shrinks one", async () => {
    expect(await update({ update_vm: "1", disk: "300" }, "103")).toBe("0");
    expect(await state("103")).toMatchObject({ word: "running" });
    expect(await update({ update_vm: "1", disk: "299" }, "103")).toMatch(REFUSED);
    expect(await row("103")).toMatchObject({ disk: "300" });
  });

  it("refuses less memory than the minimum, more than is free, and a busy host", async () => {
    expect(await update({ update_vm: "1", ram: "2048" })).toMatch(REFUSED);
    expect(await update({ update_vm: "1", ram_min: "2048" })).toBe("0");
    await advance(4_000);
    await control.setNode("1", { allowdisk: 10 });
    expect(await update({ update_vm: "1", disk: "11" })).toMatch(REFUSED);
    await call("vm_stop", { vmid: "101" });
    expect(await update({ update_vm: "1", cpu: "3" })).toMatch(REFUSED);
    expect(await row()).toMatchObject({ ram_min: "2048", ram: "4096", cpu: "2", disk: "0" });
  });
});

describe("vm_update of the addresses", () => {
  it("takes free ones in the place of those before, which are free again", async () => {
    expect(await update({ ip: "203.0.113.250", additionals_ip: "203.0.113.24,203.0.113.251" })).toBe("0");
    expect(await row()).toMatchObject({ ip: "203.0.113.250", additionals_ip: "203.0.113.24,203.0.113.251" });
    const free = (await rows("vm_freeip", { nodeid: "1", iptype: "0" })).map(({ ip }) => ip);
    expect(free).toContain("203.0.113.124");
    expect(free).not.toContain("203.0.113.250");
    expect((await effects())[0]?.detail.added).toBe("203.0.113.250,203.0.113.251");
  });

  it("takes no count, no neighbour's and nothing that is unknown", async () => {
    for (const ip of ["2", "203.0.113.25", "203.0.113.252", "8.8.8.8", "2001:db8:ffff:1::250"]) {
      expect(await update({ ip })).toMatch(REFUSED);
    }
    expect(await row()).toMatchObject({ ip: "203.0.113.24" });
  });

  it("adds a number of them, bound only once vm_setips has run", async () => {
    expect(await update({ addipnumber: "2" })).toBe("0");
    expect(await row()).toMatchObject({ additionals_ip: "203.0.113.124,203.0.113.250,203.0.113.251" });
    expect((await control.host("101")).unboundIps).toBe("203.0.113.250,203.0.113.251");
    await call("vm_setips", { vmid: "101" });
    await advance(6_000);
    expect((await control.host("101")).unboundIps).toBe("");
    expect(await update({ addipnumber: "7" })).toMatch(REFUSED);
  });

  it("moves to another node in the master's books, with what it takes there", async () => {
    expect(await update({ nodeid: "2", areaid: "2" })).toMatch(REFUSED);
    expect(await update({ nodeid: "2" })).toBe("0");
    expect(await row()).toMatchObject({ nodeid: "2", areaid: "1", nodename: "fra1-hv02" });
    expect(await rows("hypernode", { id: "2", maxcpu: "63" })).toEqual([]);
  });
});

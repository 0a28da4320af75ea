import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { REFUSED, testMaster } from "../test-master";

const { simulator, control, call, rows, state, effects, advance } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const snapshot = (subvaction: string, vmid: string, snapshotname?: string) =>
  call("vm_snapshot", { vmid, subvaction, ...(snapshotname === undefined ? {} : { snapshotname }) });
const names = async (vmid: string) =>
  (await rows("vm_snapshot", { vmid, subvaction: "list" })).map(({ name }) => name);
const firstOf = async (vmid: string) => (await names(vmid))[0] ?? "";

describe("vm_snapshot", () => {
  it("refuses at the limit, with none allowed, and goes by the group's for -1", async () => {
    expect(await snapshot("create", "102")).toMatch(REFUSED);
    expect(await snapshot("create", "104")).toMatch(REFUSED);
    await control.setSettings({ groupSnapshots: 1 });
    expect(await snapshot("create", "105")).toMatch(REFUSED);
    await control.setSettings({ groupSnapshots: 2 });
    expect(await snapshot("create", "105")).toMatch(/^0\|/);
    expect((await effects()).map(({ vmid }) => vmid)).toEqual(["105"]);
  });

  it("counts one that is still being made, and refuses a second meanwhile", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => snapshot("create", "101")));
    expect(answers.filter((text) => text.startsWith("0|")).length).toBe(1);
    await advance(12_000);
    expect(await snapshot("create", "101")).toMatch(REFUSED);
  });

  it("refuses another host's name, a full backup's, and none", async () => {
    const foreign = await firstOf("102");
    const full = (await rows("hyperbackup", { vmid: "101", backuptype: "2" }))[0]?.name ?? "";
    for (const name of [foreign, full, "", undefined]) {
      expect(await snapshot("revert", "101", name)).toMatch(REFUSED);
      expect(await snapshot("del", "101", name)).toMatch(REFUSED);
    }
    expect(await effects()).toEqual([]);
  });

  it("keeps on at a stuck host until it is let go", async () => {
    await control.setHost("101", { stuck: true });
    await snapshot("create", "101");
    await advance(600_000);
    expect(await state("101")).toMatchObject({ backuptask: "1" });
    await control.setHost("101", { stuck: false });
    await advance(12_000);
    expect((await names("101")).length).toBe(3);
  });
});

describe("hyperbackup", () => {
  it("filters by each documented parameter", async () => {
    const ids = async (params: Record<string, string>) =>
      (await rows("hyperbackup", params)).map(({ id }) => id);
    expect(await ids({ vmid: "103" })).toEqual(["706", "722", "723"]);
    expect(await ids({ vmid: "103", backuptype: "2" })).toEqual(["722", "723"]);
    expect(await ids({ userid: "10002" })).toEqual(["708", "724"]);
    expect(await ids({ vmid: "103", status: "0" })).toEqual([]);
    const { name } = await control.addBackup({ vmid: "103", name: "before the update", status: "0" });
    expect((await rows("hyperbackup", { name, status: "0" })).length).toBe(1);
  });
});

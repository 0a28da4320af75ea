import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { REFUSED, testMaster } from "../test-master";

const { simulator, control, call, rows, state, effects, advance } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const reload = (vmid: string, osid = "12", rot = "0") => call("vm_reload", { vmid, osid, rot });
const task = async (vmid: string) => {
  const [row] = await rows("hypertask", { vmid, tasktype: "2" });
  return row ? `${row.status}/${row.taskstep}` : "none";
};
const STEP = 20_000;

describe("vm_reload", () => {
  it("counts it for the host and its customer, and notes the day in the master's own zone", async () => {
    await control.setSettings({ timeZoneMinutes: 480 });
    await reload("101");
    const today = new Date(Date.now() + 480 * 60_000).toISOString().slice(0, 10).replaceAll("-", "");
    expect((await rows("hyper", { id: "101" }))[0]).toMatchObject({ rvcount: "3", cvdate: today });
    expect(JSON.parse(await call("vm_exinfo", { vmid: "101" })).rvcount).toBe("3");
    expect((await rows("user_info", { userid: "10001" }))[0]?.rvcount).toBe("3");
  });

  it("refuses an image that the host's node has not, one that is a medium, and another rot", async () => {
    for (const osid of ["17", "31", "999", ""]) expect(await reload("101", osid)).toMatch(REFUSED);
    expect(await reload("101", "12", "2")).toMatch(REFUSED);
    expect(await reload("104", "17")).toBe("0");
    expect((await effects()).map(({ vmid }) => vmid)).toEqual(["104"]);
  });

  it("refuses a second one meanwhile, all power actions, and blocked hosts, but not a failed set-up", async () => {
    await reload("102");
    expect(await reload("102")).toMatch(REFUSED);
    expect(await call("vm_force_stop", { vmid: "102" })).toMatch(REFUSED);
    for (const vmid of ["108", "110", "112", "115"]) expect(await reload(vmid)).toMatch(REFUSED);
    expect(await reload("111")).toBe("0");
    await advance(3 * STEP);
    expect((await state("111")).word).toBe("running");
  });

  it("stays where it is on a stuck host, and goes on once it is let go", async () => {
    await control.setHost("101", { stuck: true });
    await reload("101");
    await advance(10 * STEP);
    expect(await task("101")).toBe("0/1");
    await control.setHost("101", { stuck: false });
    await advance(3 * STEP);
    expect(await state("101")).toMatchObject({ word: "running", osid: "12" });
  });

  it("set running by hand is free for the next command", async () => {
    await reload("101");
    await control.setHost("101", { setup: null, status: "2", power: "running" });
    await advance(10 * STEP);
    expect(await state("101")).toMatchObject({ word: "running", osid: "11" });
    expect(await call("vm_stop", { vmid: "101" })).toBe("0");
  });

  it("leaves a host over its traffic over it", async () => {
    await reload("107");
    await advance(3 * STEP);
    expect((await rows("hyper", { id: "107" }))[0]?.status).toBe("-2");
  });
});

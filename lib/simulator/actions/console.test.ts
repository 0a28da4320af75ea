import { afterAll, beforeEach, expect, it } from "vitest";
import { REFUSED, testMaster } from "../test-master";

const { simulator, control, call, effects, advance } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const ask = (subvaction: string, vmid = "101") => call("vm_console", { vmid, subvaction });
const state = async (vmid = "101") => JSON.parse(await ask("state", vmid));

it("has the vendor's keys, and neither token nor time before anything was opened", async () => {
  const before = await state();
  expect(Object.keys(before)).toEqual("expiretime guid nodeip state vmname vncserver vnctoken".split(" "));
  expect(before).toMatchObject({
    expiretime: "",
    vnctoken: "",
    nodeip: "198.51.100.2",
    vncserver: "http://198.51.100.2:8001",
    vmname: "vnc_web01",
  });
});

it("runs out by the master's clock", async () => {
  await control.setSettings({ consoleLifetimeSeconds: 0 });
  await ask("enable");
  await advance(5_000);
  expect(await state()).toMatchObject({ state: "disabled", vnctoken: "" });
});

it("refuses blocked hosts and those that are off; state can be asked of any", async () => {
  for (const vmid of ["108", "109", "110", "112"]) expect(await ask("enable", vmid)).toMatch(REFUSED);
  expect((await state("110")).vnctoken).toBe("");
  expect(await ask("open")).toMatch(REFUSED);
  expect(await effects()).toEqual([]);
});

it("shows whose console it is to who has the token that is good now, and to nobody else", async () => {
  const knock = async (vnctoken: string) => {
    const fields = new URLSearchParams({ vmname: "vnc_web01", guid: (await state()).guid, vnctoken });
    const page = await fetch(`${simulator.base}/`, { method: "POST", body: fields });
    return [page.status, (await page.text()).includes("Console of web01")];
  };
  await ask("enable");
  const { token } = await control.console("101");
  expect(await knock(token ?? "")).toEqual([200, true]);
  expect(await knock("canary-vnctoken-0")).toEqual([403, false]);
  await ask("logout");
  expect(await knock(token ?? "")).toEqual([403, false]);
});

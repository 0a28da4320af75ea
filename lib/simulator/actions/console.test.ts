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

it("tells the token a moment after enable, not at once", async () => {
  expect(await ask("enable")).toBe("0");
  expect(await state()).toMatchObject({ state: "enabled", vnctoken: "", expiretime: "" });
  await advance(1_500);
  const open = await state();
  const known = await control.console("101");
  expect(open).toMatchObject({ state: "enabled", vnctoken: known.token });
  expect(open.vnctoken).not.toBe("");
  expect(Number(open.expiretime) * 1000).toBeGreaterThan(Date.now());
  expect(JSON.stringify(await control.journal())).not.toContain(known.token);
});

it("gives a new token each time, and none after logout", async () => {
  await ask("enable");
  const first = (await control.console("101")).token;
  await ask("enable");
  expect((await control.console("101")).token).not.toBe(first);
  expect(await ask("logout")).toBe("0");
  await advance(5_000);
  expect(await state()).toMatchObject({ state: "disabled", vnctoken: "", expiretime: "" });
  expect((await effects()).map(({ kind }) => kind)).toEqual([
    "console-enable",
    "console-enable",
    "console-logout",
  ]);
});

it("runs out by the master's clock", async () => {
  await control.setSettings({ consoleLifetimeSeconds: 0 });
  await ask("enable");
  await advance(5_000);
  expect(await state()).toMatchObject({ state: "disabled", vnctoken: "" });
});

it("names the server it was told to", async () => {
  await control.setSettings({ consoleServer: "http://127.0.0.1:9999" });
  expect((await state()).vncserver).toBe("http://127.0.0.1:9999");
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

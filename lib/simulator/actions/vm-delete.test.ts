import { afterAll, beforeEach, expect, it } from "vitest";
import { REFUSED, type Row, testMaster } from "../test-master";

const { simulator, control, call, rows, effects, advance } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const remove = (vmid: string, own: Row = {}) => call("vm_delete", { vmid, ...own });

it("deletes a host that is off, and what belonged to it", async () => {
  const [before] = await rows("hypernode", { id: "1" });
  expect(await remove("106")).toBe("0");
  expect(await rows("hyper", { id: "106" })).toEqual([]);
  expect(await rows("hypernat", { vmid: "106" })).toEqual([]);
  expect(await call("vm_state", { vmid: "106" })).toMatch(REFUSED);
  const free = (await rows("vm_freeip", { nodeid: "1", iptype: "2" })).map(({ ip }) => ip);
  expect(free).toContain("172.16.3.6");
  const [after] = await rows("hypernode", { id: "1" });
  expect(Number(after?.allowram) - Number(before?.allowram)).toBe(4096);
  const detail = { forced: "no", userid: "10001", vmname: "build03", ip: "172.16.3.6" };
  expect(await effects()).toEqual([{ kind: "delete-host", vmid: "106", detail }]);
});

it("takes a host whose set-up failed without force", async () => {
  expect(await remove("111")).toBe("0");
});

it("says what was deleted with returnmsg, the password kept out of the journal", async () => {
  const answer = await remove("109", { returnmsg: "1" });
  expect(JSON.parse(answer.slice(2))).toMatchObject({ id: "109", ip: "203.0.113.33", vmname: "staging" });
  expect(JSON.stringify(await control.journal())).not.toContain("canary-vmpass");
});

it("gives the node back all it took, also after another system came onto the host", async () => {
  const [before] = await rows("hypernode", { id: "4" });
  const own = {
    userid: "10001",
    nodeid: "4",
    osid: "11",
    vmname: "new01",
    cpu: "2",
    ram: "2048",
    port: "100",
  };
  await call("vm_create", { ...own, ip: "1", systemdisk: "90,30" });
  await advance(180_000);
  await call("vm_reload", { vmid: "303", osid: "22", rot: "0" });
  await advance(60_000);
  const [between] = await rows("hypernode", { id: "4" });
  expect(Number(before?.allowdisk) - Number(between?.allowdisk)).toBe(90);
  await remove("303", { forcedelete: "1" });
  expect(await rows("hypernode", { id: "4" })).toEqual([before]);
});

import { afterAll, beforeEach, expect, it } from "vitest";
import { REFUSED, testMaster } from "../test-master";

const { simulator, control, call, rows, effects } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const change = (vmid: string, cdid: string) => call("vm_cd_manage", { vmid, subvaction: "change", cdid });
const mounted = async (vmid: string) => (await rows("hyper", { id: vmid }))[0]?.cdid;

it("lists the media of the host's node", async () => {
  const ids = async (vmid: string) =>
    (await rows("vm_cd_manage", { vmid, subvaction: "list" })).map(({ id }) => id);
  expect(await ids("101")).toEqual(["31", "32", "34"]);
  expect(await ids("103")).toEqual(["31", "32", "33"]);
});

it("mounts and ejects, and hyper says what is in", async () => {
  expect(await mounted("103")).toBe("33");
  expect(await change("103", "31")).toBe("0");
  expect(await mounted("103")).toBe("31");
  expect(await change("103", "-1")).toBe("0");
  expect(await mounted("103")).toBe("-1");
  expect(await effects()).toEqual([
    { kind: "change-medium", vmid: "103", detail: { cdid: "31" } },
    { kind: "change-medium", vmid: "103", detail: { cdid: "-1" } },
  ]);
});

it("refuses what the node has not, an image that is no medium, and blocked hosts", async () => {
  for (const cdid of ["33", "11", "0", ""]) expect(await change("101", cdid)).toMatch(REFUSED);
  expect(await change("110", "31")).toMatch(REFUSED);
  expect(await effects()).toEqual([]);
});

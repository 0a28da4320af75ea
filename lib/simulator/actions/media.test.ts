import { afterAll, beforeEach, expect, it } from "vitest";
import { REFUSED, testMaster } from "../test-master";

const { simulator, control, call, effects } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const change = (vmid: string, cdid: string) => call("vm_cd_manage", { vmid, subvaction: "change", cdid });

it("refuses what the node has not, an image that is no medium, and blocked hosts", async () => {
  for (const cdid of ["33", "11", "0", ""]) expect(await change("101", cdid)).toMatch(REFUSED);
  expect(await change("110", "31")).toMatch(REFUSED);
  expect(await effects()).toEqual([]);
});

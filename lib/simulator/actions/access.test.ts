import { createHash } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { REFUSED, testMaster } from "../test-master";

const { simulator, control, call, rows, effects, advance } = await testMaster();
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const setport = (vmid: string, remote_port: string) => call("vm_setport", { vmid, remote_port });
const remotePort = async (vmid: string) => JSON.parse(await call("vm_exinfo", { vmid })).remote_port;
const DONE_AFTER = 6_000;

describe("vm_setport", () => {
  it("draws one for 1, and goes back to the first for 0", async () => {
    await setport("101", "1");
    await advance(DONE_AFTER);
    const drawn = Number(await remotePort("101"));
    expect(drawn).toBeGreaterThanOrEqual(10_000);
    expect(drawn).toBeLessThanOrEqual(65_535);
    await setport("101", "0");
    await advance(DONE_AFTER);
    expect(await remotePort("101")).toBe("0");
  });

  it("refuses every other number, one in use behind the same address, and a host that is off", async () => {
    for (const port of ["", "2", "9999", "65536", "-1", "abc"]) {
      expect(await setport("101", port)).toMatch(REFUSED);
    }
    expect(await setport("105", "25001")).toMatch(REFUSED);
    expect(await setport("109", "33001")).toMatch(REFUSED);
    expect(await effects()).toEqual([]);
  });

  it("moves the mapping of the old port along", async () => {
    await setport("105", "33001");
    await advance(DONE_AFTER);
    expect((await rows("hypernat", { vmid: "105" })).map(({ publicport }) => publicport)).toEqual([
      "33001",
      "24143",
      "80",
    ]);
  });
});

describe("vm_resetps", () => {
  const password = "s3cret-Höhe-9";
  const passwordSha256 = createHash("sha256").update(password).digest("hex");

  it("makes an account on Windows alone, and leaves the default account's password as it was", async () => {
    expect(await call("vm_resetps", { vmid: "101", vmpass: password, vmuser: "bob" })).toMatch(REFUSED);
    expect(await call("vm_resetps", { vmid: "105", vmpass: password, vmuser: "bob" })).toBe("0");
    await advance(DONE_AFTER);
    expect((await effects())[0]?.detail).toEqual({ passwordSha256, madeUser: "yes", vmuser: "bob" });
    expect((await control.host("105")).vmpass).toBe("canary-vmpass-105");
  });

  it("refuses fewer than six characters and a host that is off", async () => {
    expect(await call("vm_resetps", { vmid: "101", vmpass: "12345" })).toMatch(REFUSED);
    expect(await call("vm_resetps", { vmid: "109", vmpass: password })).toMatch(REFUSED);
    expect(await effects()).toEqual([]);
  });
});

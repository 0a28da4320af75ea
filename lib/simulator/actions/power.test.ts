import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { signedText } from "../signed-call";
import { startSimulator } from "../start";

const simulator = await startSimulator({ speed: 0 });
const { url, control } = simulator;
afterAll(() => simulator.close());
beforeEach(() => control.reset());

const call = (action: string, vmid: string) => signedText(url, action, { vmid });
const word = async (vmid: string) => (await call("vm_state", vmid)).split("|")[0];
const advance = (advanceMs: number) => control.setClock({ advanceMs });
const ALL = ["vm_start", "vm_stop", "vm_restart", "vm_force_stop", "vm_force_restart"];

describe("power", () => {
  it("starts a host that is off, paused or saved, and it takes guest time", async () => {
    for (const vmid of ["109", "113", "114"]) {
      const before = await word(vmid);
      expect(await call("vm_start", vmid)).toBe("0");
      expect(await word(vmid)).toBe(before);
      await advance(4_000);
      expect(await word(vmid)).toBe("running");
    }
    expect(await call("vm_start", "101")).toMatch(/^-1\|/);
  });

  it("lets force stop end a start or a stop that is under way, and nothing else", async () => {
    await call("vm_stop", "101");
    expect(await call("vm_restart", "101")).toMatch(/^-1\|/);
    expect(await call("vm_force_restart", "101")).toBe("0");
    await advance(60_000);
    expect(await word("101")).toBe("running");
    await call("vm_start", "109");
    expect(await call("vm_start", "109")).toMatch(/^-1\|/);
    expect(await call("vm_force_stop", "109")).toBe("0");
    await advance(60_000);
    expect(await word("109")).toBe("off");
  });

  it("refuses all five on a blocked host, and has no effect", async () => {
    for (const vmid of ["108", "110", "111", "112", "115", "999"]) {
      for (const action of ALL) expect(await call(action, vmid)).toMatch(/^-1\|/);
    }
    expect((await control.journal()).effects).toEqual([]);
  });

  it("lets a host over its traffic run on and be switched (status -2)", async () => {
    expect(await call("vm_force_stop", "107")).toBe("0");
    expect(await call("vm_start", "107")).toBe("0");
  });
});

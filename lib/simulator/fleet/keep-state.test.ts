import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { signedText } from "../signed-call";
import { type Simulator, startSimulator } from "../start";
import { keepState, readState, restore, stateOf } from "./keep-state";

let folder: string;
const started: Simulator[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "simulator-"));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((simulator) => simulator.close()));
  rmSync(folder, { recursive: true });
});

/** As `--state` does. */
async function run() {
  const file = path.join(folder, "master.json");
  const simulator = await startSimulator({ speed: 1 });
  started.push(simulator);
  const { master } = simulator.control;
  const before = readState(file);
  if (before) restore(master, before);
  return { ...simulator, master, kept: keepState(master, file) };
}

describe("a master between two runs", () => {
  it("has what was made in the one before, and what was under way has come to its end", async () => {
    const first = await run();
    const made = await first.control.addHost({ userid: "10001", vmname: "fresh", power: "off" });
    expect(await signedText(first.url, "vm_start", { vmid: made.id })).toBe("0");
    const name = await signedText(first.url, "vm_snapshot", { vmid: "101", subvaction: "create" });
    expect(name).toMatch(/^0\|/);
    await first.control.removeHost("102");
    first.kept.end();
    const second = await run();
    expect(await signedText(second.url, "vm_state", { vmid: made.id })).toMatch(/^running\|/);
    const snapshots = await signedText(second.url, "vm_snapshot", { vmid: "101", subvaction: "list" });
    expect(snapshots).toContain(name.slice(2));
    await expect(second.control.host("102")).rejects.toThrow("no host 102");
    // A number that was given never comes back by itself.
    await second.control.removeHost(made.id);
    expect(Number(second.master.newHostId())).toBeGreaterThan(Number(made.id));
    second.kept.end();
  });

  it("is the same in every row after a run in which nothing was done", async () => {
    const first = await run();
    first.kept.end();
    const told = JSON.stringify(stateOf(first.master));
    const second = await run();
    expect(JSON.stringify(stateOf(second.master))).toBe(told);
    second.kept.end();
  });

  it("says so where the file can't be read, and takes it for nothing", () => {
    const file = path.join(folder, "master.json");
    expect(readState(file)).toBeNull();
    writeFileSync(file, '{"version":9}');
    expect(() => readState(file)).toThrow("another version");
  });
});

describe("the command", () => {
  const command = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "lib/simulator/main.ts", ...args], { encoding: "utf8" });

  it("prints what it takes, and no stack for what it doesn't", { timeout: 20_000 }, () => {
    expect(command("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--secret S") });
    for (const wrong of ["--nonsense", "--port=none"]) {
      const { status, stderr } = command(wrong);
      expect(status).toBe(2);
      expect(stderr).toContain("--help");
      expect(stderr).not.toMatch(/ {2}at /);
    }
  });
});

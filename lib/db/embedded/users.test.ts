import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { postmasterOf } from "./postmaster-file";
import { stopServer } from "./start-server";
import { postmasterPid, Starter } from "./starter.testing";
import { isRoot, systemUser } from "./system-user";

/** "nobody" stands in for a plain user: initdb wants one that has a name. */
const PLAIN = { uid: 65534, gid: 65534 };
const NEEDED = ["lib", "package.json", "package-lock.json", "tsconfig.json"];

/** Seldom, and long to try: `npm run drills -- crashes`. */
const inDrill = it.runIf(process.env.DRILL === "crashes");

let folder = "";
let homes: string[] = [];
let others: ChildProcess[] = [];

/** Hard links where the file system allows: the packages are half a gigabyte. */
function makeCheckout(place: string): void {
  fs.mkdirSync(place);
  const copy = (flags: string, names: string[]) =>
    spawnSync("cp", [flags, ...names.map((name) => path.resolve(name)), place]).status === 0;
  if (!copy("-a", NEEDED) || !(copy("-al", ["node_modules"]) || copy("-a", ["node_modules"]))) {
    throw new Error("the checkout could not be copied");
  }
}

function start(options: ConstructorParameters<typeof Starter>[0], home: string): Starter {
  homes.push(home);
  const starter = new Starter(options);
  starter.ready.catch(() => {});
  return starter;
}

/** Linux shows nothing of a process to its own user when that user can't read the program. */
function unreadableProcess() {
  const program = path.join(folder, "sleep");
  fs.copyFileSync("/bin/sleep", program);
  fs.chmodSync(program, 0o711);
  return background(program, PLAIN);
}

function background(program: string, as?: typeof PLAIN) {
  const child = spawn(program, ["300"], { ...as, cwd: "/" });
  others.push(child);
  return child;
}

const ownerOf = (pid: number) => fs.statSync(`/proc/${pid}`).uid;

describe.runIf(isRoot() && process.platform === "linux")("who may enter what", { timeout: 240_000 }, () => {
  beforeAll(() => {
    systemUser();
  });

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "panel-users-"));
    homes = [];
    others = [];
  });

  afterEach(async () => {
    for (const other of others) {
      other.kill("SIGKILL");
    }
    for (const home of homes) {
      const left = postmasterOf(path.join(home, "cluster"));
      if (left.is === "alive") {
        await stopServer(home, left.pid);
      }
    }
    fs.rmSync(folder, { recursive: true, force: true });
  });

  inDrill("a plain user, in a checkout that only its owner can enter", async () => {
    const checkout = path.join(folder, "checkout");
    makeCheckout(checkout);
    fs.chownSync(folder, PLAIN.uid, PLAIN.gid);
    fs.chownSync(checkout, PLAIN.uid, PLAIN.gid);
    fs.chmodSync(checkout, 0o700);
    const home = path.join(checkout, "data/postgres");
    const panel = start({ mode: "panel", dataDir: "", checkout, as: PLAIN, write: true }, home);
    await panel.writes(3);
    expect(ownerOf(postmasterPid(home))).toBe(PLAIN.uid);
    expect(await panel.kill("SIGTERM")).toBe(0);
    // Root goes on with what the plain user made.
    const asRoot = start({ mode: "panel", dataDir: "", checkout }, home);
    await asRoot.ready;
    expect(ownerOf(postmasterPid(home))).toBe(PLAIN.uid);
    expect(await asRoot.kill("SIGTERM")).toBe(0);
    for (const [whose, other] of [
      ["root's process", background("sleep")],
      ["a process of the same user that can't be looked into", unreadableProcess()],
    ] as const) {
      const file = path.join(home, "cluster/postmaster.pid");
      fs.writeFileSync(file, `${other.pid}\n${home}/cluster\n1\n5432\n${home}/socket\n\n0 0\nready\n`);
      fs.chownSync(file, PLAIN.uid, PLAIN.gid);
      const again = start({ mode: "panel", dataDir: "", checkout, as: PLAIN, write: true }, home);
      await again.writes(1);
      expect(again.written[0], whose).toBeGreaterThan(panel.written.length);
      expect(await again.kill("SIGTERM"), whose).toBe(0);
    }
  });

  inDrill(
    "root, in a checkout that only root can enter: binaries and data lie where the server's user can",
    async () => {
      const checkout = path.join(folder, "checkout");
      makeCheckout(checkout);
      const before = new Set(
        fs.existsSync("/var/lib/rstack-panel") ? fs.readdirSync("/var/lib/rstack-panel") : [],
      );
      const panel = start({ mode: "panel", dataDir: "", checkout, write: true }, "");
      await panel.writes(3);
      const made = fs
        .readdirSync("/var/lib/rstack-panel")
        .filter((name) => !before.has(name) && !name.startsWith("postgresql-"));
      expect(made).toHaveLength(1);
      const base = path.join("/var/lib/rstack-panel", made[0] ?? "");
      homes.push(path.join(base, "postgres"));
      expect(ownerOf(postmasterPid(path.join(base, "postgres")))).toBe(systemUser().uid);
      expect(fs.existsSync(path.join(checkout, "data"))).toBe(false);
      expect(await panel.kill("SIGTERM")).toBe(0);
      fs.rmSync(base, { recursive: true });
    },
  );

  it("root, with a PANEL_DATA_DIR of root's alone: it is given to the server's user", async () => {
    fs.chmodSync(folder, 0o755);
    const dataDir = path.join(folder, "data");
    fs.mkdirSync(dataDir, { mode: 0o700 });
    const home = path.join(dataDir, "postgres");
    const panel = start({ mode: "panel", dataDir }, home);
    await panel.ready;
    expect(ownerOf(postmasterPid(home))).toBe(systemUser().uid);
    expect(await panel.kill("SIGTERM")).toBe(0);
  });

  it("a PANEL_DATA_DIR that can't be entered is an error that names it", async () => {
    const dataDir = path.join(folder, "closed/data");
    const asRoot = start({ mode: "panel", dataDir }, path.join(dataDir, "postgres"));
    expect(await asRoot.ended).toBe(1);
    expect(asRoot.errors).toContain(dataDir);
  });
});

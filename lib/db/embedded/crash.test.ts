import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { compileInto } from "./compile.testing";
import { postmasterOf, runs } from "./postmaster-file";
import { stopServer, type Target } from "./start-server";
import { postmasterPid, SCRIPT, Starter } from "./starter.testing";

/** Seldom, and long to try: `npm run drills -- crashes`. */
const inDrill = it.runIf(process.env.DRILL === "crashes");

let template = "";
let compiled = "";
let folder = "";
let home = "";
let starters: Starter[] = [];

beforeAll(async () => {
  template = fs.mkdtempSync(path.join(os.tmpdir(), "panel-crash-"));
  compiled = compileInto(template, SCRIPT);
  const maker = new Starter({ mode: "command", dataDir: template, compiled });
  await maker.ready;
  await maker.kill("SIGTERM");
});

afterAll(() => fs.rmSync(template, { recursive: true, force: true }));

/** With a database that was stopped cleanly: making one takes longer than most tests. */
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "panel-crash-"));
  home = path.join(folder, "postgres");
  spawnSync("cp", ["-a", path.join(template, "postgres"), folder]);
});

afterEach(async () => {
  for (const starter of starters.filter((s) => s.child.exitCode === null)) {
    await starter.kill("SIGKILL");
  }
  starters = [];
  const left = postmasterOf(path.join(home, "cluster"));
  if (left.is === "alive") {
    await stopServer(home, left.pid);
  }
  fs.rmSync(folder, { recursive: true, force: true });
});

function start(mode: "panel" | "command", write = false): Starter {
  const starter = new Starter({ mode, dataDir: folder, compiled, write });
  starter.ready.catch(() => {});
  starters.push(starter);
  return starter;
}

async function numbersKept(): Promise<Set<number>> {
  const found = postmasterOf(path.join(home, "cluster"));
  if (found.is !== "alive") {
    throw new Error("no server runs");
  }
  const target: Target = {
    host: found.socketFolder,
    port: found.port,
    user: "panel",
    password: fs.readFileSync(path.join(home, "password"), "utf8"),
    database: "panel",
  };
  const client = new pg.Client(target);
  await client.connect();
  const { rows } = await client.query("select n::int from probe");
  await client.end();
  return new Set(rows.map((row) => row.n));
}

async function everythingIsThere(soFar: number[]): Promise<void> {
  // A writer that lives goes on while we read.
  const written = [...soFar];
  const kept = await numbersKept();
  expect(written.length).toBeGreaterThan(0);
  expect(written.filter((n) => !kept.has(n))).toEqual([]);
}

const pidFile = () => path.join(home, "cluster/postmaster.pid");

/** A starter that wrote, killed together with its server. */
async function crashed(): Promise<Starter> {
  const first = start("command", true);
  await first.writes(5);
  const pid = postmasterPid(home);
  first.child.kill("SIGKILL");
  process.kill(pid, "SIGKILL");
  await first.ended;
  return first;
}

/** Processes that work in the data folder and whose parent doesn't. */
function postmastersHere(): number[] {
  const cluster = path.join(home, "cluster");
  const inside = fs.readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && fs.readlinkSync(`/proc/${pid}/cwd`) === cluster;
    } catch {
      return false;
    }
  });
  const parentOf = (pid: string) =>
    /^PPid:\t(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return inside.filter((pid) => !inside.includes(parentOf(pid) ?? "")).map(Number);
}

describe("the embedded database loses nothing and needs no hand", { timeout: 120_000 }, () => {
  it("after kill -9 of the panel: the server goes on and the next panel adopts it", async () => {
    const first = start("panel", true);
    await first.writes(20);
    const pid = postmasterPid(home);
    await first.kill("SIGKILL");
    const second = start("panel");
    await second.ready;
    expect(postmasterPid(home)).toBe(pid);
    await everythingIsThere(first.written);
    expect(await second.kill("SIGTERM")).toBe(0);
    expect(runs(pid)).toBe(false);
  });

  it("after kill -9 of the database under a running panel, which starts it again", async () => {
    const panel = start("panel", true);
    await panel.writes(20);
    const pid = postmasterPid(home);
    process.kill(pid, "SIGKILL");
    // Rows that were committed before the kill may still be on their way to us.
    const isNew = () => {
      const found = postmasterOf(path.join(home, "cluster"));
      return found.is === "alive" && found.pid !== pid;
    };
    do {
      await panel.writes(20);
    } while (!isNew());
    await everythingIsThere(panel.written);
  });

  inDrill("after kill -9 of both", async () => {
    const first = start("panel", true);
    await first.writes(20);
    const pid = postmasterPid(home);
    first.child.kill("SIGKILL");
    process.kill(pid, "SIGKILL");
    await first.ended;
    await start("panel").ready;
    await everythingIsThere(first.written);
  });

  const goesOnBeside = async (named: string) => {
    const first = await crashed();
    const [, ...rest] = fs.readFileSync(pidFile(), "utf8").split("\n");
    fs.writeFileSync(pidFile(), named && [named, ...rest].join("\n"));
    await start("panel").ready;
    await everythingIsThere(first.written);
  };
  it("after kill -9 of both, when postmaster.pid names another program by now", () =>
    goesOnBeside(`${process.pid}`));
  inDrill.each([
    ["a process of another user", "1"],
    ["nothing", ""],
  ])("when postmaster.pid names %s", (_, named) => goesOnBeside(named));

  it("reads the number that PostgreSQL writes for a single user, and keeps the file", () => {
    fs.writeFileSync(pidFile(), `-${process.pid}\n`);
    expect(postmasterOf(path.join(home, "cluster"))).toEqual({ is: "stale", pid: process.pid });
  });

  inDrill(
    "when several start at once beside a postmaster.pid with another program's number: one server runs",
    async () => {
      const first = await crashed();
      const [, ...rest] = fs.readFileSync(pidFile(), "utf8").split("\n");
      fs.writeFileSync(pidFile(), [`${process.pid}`, ...rest].join("\n"));
      const all = [start("command"), start("command", true), start("panel", true), start("command")];
      await Promise.all(all.map((one) => one.ready));
      await Promise.all(all.slice(1, 3).map((one) => one.writes(10)));
      expect(postmastersHere()).toEqual([postmasterPid(home)]);
      await everythingIsThere([...first.written, ...all.flatMap((one) => one.written)]);
    },
  );

  inDrill("when several start at once on an empty folder", async () => {
    fs.rmSync(home, { recursive: true });
    const all = [start("command"), start("panel"), start("command")];
    await Promise.all(all.map((one) => one.ready));
    expect(fs.readdirSync(folder)).toEqual(["postgres"]);
  });
});

describe("one panel for one folder", { timeout: 120_000 }, () => {
  it("refuses a second panel and names the first; a command joins and stops nothing", async () => {
    const panel = start("panel", true);
    await panel.ready;
    const second = start("panel");
    expect(await second.ended).toBe(1);
    expect(second.errors).toContain(`process ${panel.child.pid}`);
    expect(second.errors).toContain("DATABASE_URL");
    const command = start("command");
    await command.ready;
    expect(await command.kill("SIGTERM")).toBe(0);
    await panel.writes(5);
  });

  it("a command stops the server that it started", async () => {
    const command = start("command");
    await command.ready;
    const pid = postmasterPid(home);
    expect(await command.kill("SIGTERM")).toBe(0);
    expect(runs(pid)).toBe(false);
  });

  inDrill("a command leaves the server that it started to a panel that came meanwhile", async () => {
    const command = start("command");
    await command.ready;
    const panel = start("panel", true);
    await panel.ready;
    expect(await command.kill("SIGTERM")).toBe(0);
    await panel.writes(5);
  });
});

describe("the server's folder", { timeout: 120_000 }, () => {
  it("is closed to others, and the password is in no file but its own", async () => {
    await start("panel").ready;
    expect(fs.statSync(home).mode & 0o077).toBe(0);
    expect(fs.statSync(path.join(home, "socket")).mode & 0o077).toBe(0);
    expect(fs.statSync(path.join(home, "password")).mode & 0o077).toBe(0);
    expect(fs.readdirSync(home).sort()).toEqual([
      "cluster",
      "password",
      "postgresql-major",
      "server.log",
      "socket",
    ]);
  });

  it("gets none of the panel's settings in its environment", async () => {
    await start("panel").ready;
    const environment = fs.readFileSync(`/proc/${postmasterPid(home)}/environ`, "utf8");
    expect(environment).not.toMatch(/SECRET|RSTACK|PANEL/);
  });

  it("of another PostgreSQL version is refused with instructions", async () => {
    const first = start("command");
    await first.ready;
    await first.kill("SIGTERM");
    fs.writeFileSync(path.join(home, "cluster/PG_VERSION"), "17\n");
    const second = start("panel");
    expect(await second.ended).toBe(1);
    expect(second.errors).toMatch(/PostgreSQL 17.*pg_dump/s);
  });
});

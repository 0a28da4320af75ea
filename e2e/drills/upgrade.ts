/**
 * Releases in the folders of docs/install.md, two instances behind nginx, and deploy/upgrade.sh and deploy/rollback.sh under
 * ten requests a second: another version, a broken one, one with a migration and the way back from it, and one on whose
 * database the version before can't run. Exit code 1 where something doesn't hold or one request fails. In place of systemd
 * this process starts the instances, and again where one ends. Needs nginx and openssl.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { load, reportRequests, startSurroundings } from "../support/behind-nginx";
import { bare, startAccountMaker } from "../support/panel-process";
import { signInByForm } from "../support/wire";
import { PASSWORD } from "../support/world";
import type { SharedDatabase } from "../torture/database";

const CALM_MS = 3_000;
const folder = fs.mkdtempSync(path.join(tmpdir(), "panel-upgrade-"));
fs.chmodSync(folder, 0o755);
const [home, downloads, base] = ["home", "downloads", "base"].map((name) => path.join(folder, name)) as [
  string,
  string,
  string,
];
const settings = path.join(folder, "panel.env");
const current = () => path.basename(fs.realpathSync(path.join(home, "current")));

function run(command: string, args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; said: string }>((resolve) => {
    const child = spawn(command, args, { env: bare(env), stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (said += bytes));
    child.once("close", (code) => resolve({ code, said }));
  });
}

async function done(command: string, args: string[]): Promise<void> {
  const { code, said } = await run(command, args);
  assert.equal(code, 0, `${command} ${args.join(" ")}:\n${said}`);
}

const rewrite = (file: string, change: (text: string) => string) => {
  const text = change(fs.readFileSync(file, "utf8"));
  // The copies share their files.
  fs.rmSync(file);
  fs.writeFileSync(file, text);
};

/** A release of this build with that version: what `npm run release` packs, changed, packed and summed again. */
async function makeRelease(version: string, change: (release: string) => void = () => {}): Promise<string> {
  const name = `rstack-panel-${version}`;
  const release = path.join(folder, name);
  await done("cp", ["-al", base, release]);
  const id = fs.readFileSync(path.join(release, ".next/BUILD_ID"), "utf8");
  const { stdout } = spawnSync("grep", ["-rlF", id, path.join(release, ".next")], { encoding: "utf8" });
  for (const file of stdout.trim().split("\n")) rewrite(file, (text) => text.replaceAll(id, version));
  const named = path.join(release, ".next/static", id);
  if (fs.existsSync(named)) fs.renameSync(named, path.join(path.dirname(named), version));
  rewrite(path.join(release, "package.json"), (text) =>
    text.replace(/"version": "[^"]+"/, `"version": "${version}"`),
  );
  const about = { version, platform: `${process.platform}-${process.arch}` };
  fs.writeFileSync(path.join(release, "release.json"), JSON.stringify(about));
  change(release);
  const archive = path.join(downloads, `${name}.tar.gz`);
  await done("tar", ["-C", folder, "-czf", archive, name]);
  fs.rmSync(release, { recursive: true });
  const sum = createHash("sha256").update(fs.readFileSync(archive)).digest("hex");
  fs.appendFileSync(path.join(downloads, "SHA256SUMS"), `${sum}  ${name}.tar.gz\n`);
  return archive;
}

function addMigration(release: string, tag: string, when: number, lines = ""): void {
  const migrations = path.join(release, "lib/db/migrations");
  fs.writeFileSync(path.join(migrations, `${tag}.sql`), `${lines}\nCREATE TABLE "${tag}" (id text);`);
  rewrite(path.join(migrations, "meta/_journal.json"), (text) => {
    const journal = JSON.parse(text);
    journal.entries.push({ idx: when, version: "7", when, tag, breakpoints: true });
    return JSON.stringify(journal);
  });
}

/** What systemd does for the units: an instance in the release that `current` names, started again when it ends. */
class Instances {
  private readonly running = new Map<number, { child: ChildProcess; wanted: boolean }>();
  private readonly server = createServer(async (request, response) => {
    await this.restart(Number(request.url?.slice(1)));
    response.end();
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const script = path.join(folder, "restart.sh");
    const { port } = this.server.address() as AddressInfo;
    const ask = `fetch("http://127.0.0.1:${port}/" + process.argv[1]).catch(() => process.exit(1))`;
    fs.writeFileSync(script, `#!/bin/sh\nexec node -e '${ask}' "$1"\n`, { mode: 0o755 });
    return script;
  }

  async restart(port: number): Promise<void> {
    await this.end(port);
    this.start(port);
  }

  private start(port: number): void {
    const log = fs.openSync(path.join(folder, `panel-${port}.log`), "a");
    const child = spawn(process.execPath, ["lib/cli/start.mjs"], {
      cwd: path.join(home, "current"),
      env: bare({ PORT: String(port) }),
      stdio: ["ignore", log, log],
    });
    fs.closeSync(log);
    const instance = { child, wanted: true };
    this.running.set(port, instance);
    child.once("exit", async () => {
      await wait(2_000);
      if (instance.wanted) this.start(port);
    });
  }

  private async end(port: number): Promise<void> {
    const instance = this.running.get(port);
    if (!instance) return;
    instance.wanted = false;
    const { child } = instance;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await gone;
  }

  async stop(): Promise<void> {
    this.server.close();
    for (const port of [...this.running.keys()]) await this.end(port);
  }

  log = (port: number) => fs.readFileSync(path.join(folder, `panel-${port}.log`), "utf8");
}

async function install(archive: string): Promise<void> {
  const release = path.join(home, "releases/1.0.0");
  fs.mkdirSync(release, { recursive: true });
  await done("tar", ["-xzf", archive, "-C", release, "--strip-components=1"]);
  fs.symlinkSync(settings, path.join(release, ".env"));
  fs.symlinkSync(release, path.join(home, "current"));
}

async function untilReady(port: number): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => null))?.ok) {
    assert.ok(Date.now() < end, `the instance on port ${port} is not ready`);
    await wait(100);
  }
}

type Script = (
  name: "upgrade" | "rollback",
  ...args: string[]
) => Promise<{ code: number | null; said: string }>;

/** All of them before the first request: packing takes the processor that answers need. */
const makeReleases = async () => ({
  first: await makeRelease("1.0.0"),
  second: await makeRelease("1.1.0"),
  broken: await makeRelease("1.2.0", (release) =>
    rewrite(path.join(release, "lib/cli/start.mjs"), () => 'throw new Error("broken");\n'),
  ),
  migrated: await makeRelease("1.3.0", (release) => addMigration(release, "drill_one", 9e12)),
  alone: await makeRelease("1.4.0", (release) => {
    addMigration(release, "drill_one", 9e12);
    addMigration(release, "drill_two", 9e12 + 1, "-- oldest: drill_two");
  }),
});

async function changeVersions(
  { second, broken, migrated, alone }: Awaited<ReturnType<typeof makeReleases>>,
  {
    script,
    instances,
    database,
    port,
  }: { script: Script; instances: Instances; database: SharedDatabase; port: number },
) {
  const expectEnd = async (
    ends: Promise<{ code: number | null; said: string }>,
    code: number,
    words: RegExp,
  ) => {
    const ended = await ends;
    assert.equal(ended.code, code, ended.said);
    assert.match(ended.said, words);
    await wait(CALM_MS);
  };
  await expectEnd(script("upgrade", second), 0, /1\.1\.0 runs/);
  assert.equal(current(), "1.1.0");
  console.log("1.1.0 was installed");

  await expectEnd(script("upgrade", broken), 1, /1\.2\.0 was not installed: 1\.1\.0 runs as before/);
  assert.equal(current(), "1.1.0");
  console.log("1.2.0 is broken, and 1.1.0 runs again");

  await expectEnd(script("upgrade", migrated), 0, /1\.3\.0 runs/);
  assert.equal((await database.query("select 1 from drill_one")).length, 0);
  await expectEnd(script("rollback"), 0, /1\.1\.0 runs/);
  assert.equal(current(), "1.1.0");
  assert.match(instances.log(port), /a newer version has migrated the database/);
  console.log("1.3.0 brought a migration, and 1.1.0 runs on it");

  await expectEnd(
    script("upgrade", alone),
    1,
    /1\.1\.0 can't run on the database as 1\.4\.0 makes it \(drill_two\.sql\)/,
  );
  assert.equal(current(), "1.1.0");
  assert.ok(fs.readdirSync(path.join(folder, "backups")).every((name) => !name.includes("1.4.0")));
  fs.appendFileSync(alone, "x");
  await expectEnd(script("upgrade", alone), 1, /is not what SHA256SUMS says/);
  console.log("1.4.0 and a damaged archive were refused, and nothing was changed");
}

async function main(): Promise<void> {
  const ended: (() => unknown)[] = [() => fs.rmSync(folder, { recursive: true, force: true })];
  try {
    for (const name of [home, downloads, path.join(folder, "backups")]) fs.mkdirSync(name);
    await done(process.execPath, ["lib/cli/release/contents.mjs", base]);
    const { database, ports, url, env } = await startSurroundings(folder, ended);
    fs.writeFileSync(
      settings,
      Object.entries(env)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(""),
    );
    const releases = await makeReleases();
    await install(releases.first);
    const instances = new Instances();
    ended.unshift(() => instances.stop());
    const hooks = {
      PANEL_HOME: home,
      PANEL_ENV: settings,
      PANEL_BACKUPS: path.join(folder, "backups"),
      PANEL_PORTS: ports.join(" "),
      PANEL_RESTART: await instances.listen(),
      PANEL_WAIT: "120",
    };
    const script: Script = (name, ...args) =>
      run(path.join(home, "current/deploy", `${name}.sh`), args, hooks);
    for (const port of ports) await instances.restart(port);
    for (const port of ports) await untilReady(port);
    const maker = startAccountMaker(env);
    await maker.add({ username: "upgraded", role: "customer", userId: "10001" }, PASSWORD);
    await maker.stop();
    const cookie = await signInByForm(url, "upgraded", PASSWORD);
    const until = { over: false };
    const seen = load(url, cookie, until);
    await changeVersions(releases, { script, instances, database, port: ports[0] }).finally(() => {
      until.over = true;
    });
    process.exitCode = reportRequests(await seen, "upgrades, a broken one and a way back") ? 0 : 1;
  } catch (error) {
    console.log(`FAILED: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  } finally {
    for (const end of ended) await end();
  }
}

await main();

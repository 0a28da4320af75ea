/**
 * `npm run release` on a fresh clone, which packs what the Dockerfile puts into the image. Its size is measured, and the
 * panel is started from it alone, as a user who may write nothing in it: a customer signs in, a backup is written.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { startSimulator } from "../../lib/simulator/start";
import { freePort } from "../support/panel-process";
import { signInByForm } from "../support/wire";
import { CANARIES, PASSWORD } from "../support/world";
import { SharedDatabase } from "../torture/database";

/** The image may have 350 MB; the base image with Node has about 180 of them. */
const MOST_MB = 170;

function run(
  command: string,
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
  input = "",
  user: { uid?: number; gid?: number } = {},
  expected = 0,
): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env,
    input,
    ...user,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (status !== expected) {
    throw new Error(
      `${command} ${args.join(" ")} ended with ${status}:\n${stdout.slice(-2_000)}${stderr.slice(-2_000)}`,
    );
  }
  return stdout;
}

const megabytes = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + lstatSync(path.join(entry.parentPath, entry.name)).size, 0) / 1e6;

/** `npm run release` on a fresh clone, and what one who downloads it does. */
function makeRelease(folder: string): string {
  const [clean, image] = [path.join(folder, "build"), path.join(folder, "image")];
  const steps = readFileSync("Dockerfile", "utf8");
  for (const step of [
    "npm ci --ignore-scripts",
    "npm run build && node lib/cli/release/contents.mjs /image",
  ]) {
    if (!steps.includes(step)) throw new Error(`the Dockerfile has no step ${step}`);
  }
  run("git", ["clone", "--quiet", process.cwd(), clean], folder);
  run("npm", ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], clean);
  const began = performance.now();
  console.log(run("npm", ["run", "--silent", "release"], clean).trimEnd().split("\n").at(-1));
  console.log(`npm run release took ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const made = path.join(clean, "release");
  run("sha256sum", ["--check", "--strict", "SHA256SUMS"], made);
  const archive = readdirSync(made).find((name) => name.endsWith(".tar.gz")) ?? "";
  mkdirSync(image);
  run("tar", ["-xzf", path.join(made, archive), "-C", image, "--strip-components=1"], folder);
  const parts = archive.replace(/tar\.gz$/, "cdx.json");
  const { components } = JSON.parse(readFileSync(path.join(made, parts), "utf8")) as {
    components: { name: string }[];
  };
  for (const name of ["next", "react-dom", "recharts", "@node-rs/argon2"]) {
    if (!components.some((part) => part.name === name)) throw new Error(`${parts} has no ${name}`);
  }
  if (run("grep", ["-rlF", clean, image, "--include=*.js*"], folder, process.env, "", {}, 1)) {
    throw new Error("the release names the folder in which it was built");
  }
  // Nothing may be found above or beside it.
  rmSync(clean, { recursive: true });
  return image;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-image-"));
  chmodSync(folder, 0o755);
  const ended: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const image = makeRelease(folder);
    const size = megabytes(image);
    console.log(`the image's own files have ${size.toFixed(0)} MB`);
    const simulator = await startSimulator({
      secret: CANARIES.rstackSecret,
      fleet: "demo",
      seed: 7,
      speed: 10,
    });
    ended.unshift(() => simulator.close());
    const database = await SharedDatabase.start(folder);
    ended.unshift(() => database.stop());
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env: NodeJS.ProcessEnv = {
      ...{ NODE_ENV: "production", PATH: process.env.PATH, PORT: String(port), PANEL_URL: url },
      ...{
        RSTACK_URL: simulator.url,
        RSTACK_SECRET: CANARIES.rstackSecret,
        AUTH_SECRET: CANARIES.authSecret,
      },
      ...{ DATABASE_URL: database.url, DOMAIN_DNS: "off" },
    };
    // The panel runs as another user than this database, whose socket is its own user's alone.
    for (const name of ["", "postgres", "postgres/socket", "postgres/socket/.s.PGSQL.5432"]) {
      chmodSync(path.join(folder, "data", name), 0o777);
    }
    // As `USER` and `read_only: true` do it: root would write all the same.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const backups = path.join(folder, "backups");
    mkdirSync(backups);
    chmodSync(backups, 0o777);
    run("chmod", ["-R", "a-w", image], folder);
    ended.splice(-1, 0, () => run("chmod", ["-R", "u+w", image], folder));
    const panel = spawn(process.execPath, ["lib/cli/start.mjs"], {
      cwd: image,
      env,
      ...user,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [panel.stdout, panel.stderr]) stream.on("data", (bytes) => (said += bytes));
    ended.unshift(async () => {
      panel.kill("SIGTERM");
      while (panel.exitCode === null && panel.signalCode === null) await wait(50);
    });
    while (!(await fetch(`${url}/api/ready`).catch(() => null))?.ok) {
      if (panel.exitCode !== null) throw new Error(`the panel ended with ${panel.exitCode}:\n${said}`);
      await wait(200);
    }
    const command = (script: string, args: string[], input = "") =>
      run(
        process.execPath,
        ["--conditions=react-server", "--import", "tsx", script, ...args],
        image,
        env,
        input,
        user,
      );
    command("lib/cli/account.ts", ["add", "--username", "image", "--userid", "10001"], `${PASSWORD}\n`);
    const cookie = await signInByForm(url, "image", PASSWORD);
    // A panel that just started may have no list of the master's yet.
    let hosts: unknown[] = [];
    for (const end = Date.now() + 60_000; hosts.length === 0 && Date.now() < end; await wait(200)) {
      const answer = await fetch(`${url}/api/hosts`, { headers: { cookie } });
      ({ hosts } = (await answer.json()) as { hosts: unknown[] });
    }
    command("lib/cli/backup.ts", ["backup", path.join(backups, "panel.gz")]);
    const faults = said.split("\n").filter((line) => /"level":"(error|fatal)"/.test(line));
    for (const line of faults) console.log(line);
    const ok = size <= MOST_MB && hosts.length > 0 && faults.length === 0;
    console.log(
      `${ok ? "ok" : "FAILED"}: ${size.toFixed(0)} MB of at most ${MOST_MB}, ${hosts.length} hosts shown, ${faults.length} errors logged`,
    );
    process.exitCode = ok ? 0 : 1;
  } finally {
    for (const end of ended) await end();
  }
}

await main();

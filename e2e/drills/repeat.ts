/**
 * `npm run drills -- repeat`: whole runs of `npm test` in a clone of this commit, with a busy loop on each core, in the background.
 * `--runs N` (6 unless said), `--show` tells how many count and starts none.
 */
import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import os, { cpus, loadavg } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** One JSON line for each run, ignored by git. */
const RESULTS = path.join(ROOT, "repeat.jsonl");
const LOG = path.join(ROOT, "repeat.log");
const WANTED = 6;
/** A run counts while only these changed since. */
const DOCUMENTS = [":!*.md", ":!docs"];

interface Run {
  commit: string;
  minutes: number;
  /** Of the last minute and of the last fifteen, at the end. */
  load: number[];
  passed: number;
  failed: number;
  failures: string[];
}

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: String(WANTED) },
    show: { type: "boolean", default: false },
    // Set by itself, for the process that goes on alone.
    inside: { type: "boolean", default: false },
  },
});

const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();

/** Of what is committed now: what isn't, no run has. */
function counting(): Run[] {
  if (!existsSync(RESULTS)) return [];
  const runs = readFileSync(RESULTS, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Run);
  return runs.filter(({ commit }) => {
    try {
      execFileSync("git", ["diff", "--quiet", commit, "HEAD", "--", ".", ...DOCUMENTS], {
        cwd: ROOT,
        stdio: "ignore",
      });
      return true;
    } catch {
      return false;
    }
  });
}

function tell(): void {
  const runs = counting();
  for (const { commit, minutes, load, passed, failed, failures } of runs) {
    const names = failures.map((name) => `\n  ${name}`).join("");
    console.log(
      `${commit.slice(0, 8)}  ${minutes} minutes  load ${load.join(", ")}  ${passed} passed, ${failed} failed${names}`,
    );
  }
  const green = runs.filter(({ failed, passed }) => failed === 0 && passed > 0).length;
  console.log(
    `${runs.length} runs count for this commit, ${green} of them without a failure; wanted are ${WANTED}`,
  );
}

async function runOnce(clone: string, commit: string): Promise<void> {
  const busy = cpus().map(() => spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }));
  const began = Date.now();
  let said = "";
  try {
    const run = spawn("npm", ["test"], { cwd: clone, stdio: ["ignore", "pipe", "inherit"] });
    run.stdout.on("data", (bytes) => {
      said += bytes;
      process.stdout.write(bytes);
    });
    await new Promise((resolve) => run.once("close", resolve));
  } finally {
    for (const loop of busy) loop.kill("SIGKILL");
  }
  const [, passed, failed] = said.match(/(\d+) passed, (\d+) failed\s*$/) ?? [];
  const failures =
    said
      .match(/\nFailed:\n((?: {2}.*\n)+)/)?.[1]
      ?.trim()
      .split(/\n\s*/) ?? [];
  const result: Run = {
    commit,
    minutes: Math.round((Date.now() - began) / 6_000) / 10,
    load: [loadavg()[0] ?? 0, loadavg()[2] ?? 0].map((load) => Math.round(load * 10) / 10),
    passed: Number(passed ?? 0),
    // One that never came to its last line failed.
    failed: Number(failed ?? 1),
    failures: passed === undefined ? ["npm test did not come to its end"] : failures,
  };
  appendFileSync(RESULTS, `${JSON.stringify(result)}\n`);
}

async function runAll(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "panel-repeat-"));
  const clone = path.join(folder, "clone");
  try {
    git("clone", "--quiet", ROOT, clone);
    const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: clone, encoding: "utf8" }).trim();
    for (let n = 0; n < Number(values.runs); n += 1) await runOnce(clone, commit);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  tell();
}

if (values.inside) {
  await runAll();
} else {
  if (!values.show) {
    const log = openSync(LOG, "a");
    const args = [...process.execArgv, import.meta.filename, "--inside", "--runs", values.runs];
    const alone = spawn(process.execPath, args, { cwd: ROOT, detached: true, stdio: ["ignore", log, log] });
    alone.unref();
    console.log(`Process ${alone.pid} makes ${values.runs} runs; it writes to ${RESULTS} and ${LOG}`);
  }
  tell();
}

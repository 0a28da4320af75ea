// `npm test`: on a fresh clone with nothing prepared. Every step runs, and the last line sums them up.
// `npm test -- FILTER…`: only the test files whose path holds one of the words. `npm run quick`: the rules of the sources and
// the unit tests that depend on what changed.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { bin, ensureBrowser, ensureBuild, ensurePackages, ROOT, run } from "./steps.mjs";

const reports = mkdtempSync(path.join(os.tmpdir(), "rstack-panel-reports-"));
const total = { passed: 0, failed: 0 };
/** What is named again at the end, so that nobody has to search a long log. */
const failed = [];

let building;

const filters = process.argv.slice(2).filter((word) => word !== "--quick");
const mode = process.argv.includes("--quick") ? quick : filters.length > 0 ? part : whole;

process.exitCode = await main();
rmSync(reports, { recursive: true, force: true });

async function main() {
  try {
    await ensurePackages();
  } catch (error) {
    console.error(error.message);
    console.log("0 passed, 1 failed");
    return 1;
  }
  const began = Date.now();
  await mode();
  if (failed.length > 0) {
    console.log(`\nFailed:\n${failed.map((name) => `  ${name}`).join("\n")}`);
  }
  console.log(`\n${((Date.now() - began) / 60_000).toFixed(1)} minutes`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

async function whole() {
  await routeTypes();
  // In pairs that leave no processor idle; the compiler must not read types while the build writes them anew.
  await Promise.all([sourceRules(), built()]);
  await Promise.all([types(), counted("unit and integration tests", () => vitestStep([]))]);
  await browserTests(() => true);
}

async function quick() {
  await rules();
  await counted("unit tests of what changed", () =>
    vitestStep(["--changed", changedSince(), "--passWithNoTests"]),
  );
}

async function part() {
  await routeTypes();
  await counted("unit and integration tests", () => vitestStep([...filters, "--passWithNoTests"]));
  await browserTests((file) => filters.some((word) => file.includes(word)));
}

async function rules() {
  await routeTypes();
  await Promise.all([types(), sourceRules()]);
}

function routeTypes() {
  return one("route types", bin("next"), ["typegen"]);
}

/** By the compiler in Go, which takes a third of the other's time. Both call themselves `tsc`, so it is named by its place. */
function types() {
  const compiler = path.join(ROOT, "node_modules/typescript-native/bin/tsc");
  return one("types", process.execPath, [compiler, "--noEmit"]);
}

/** Against the last commit; in a clean tree, what that commit changed. */
function changedSince() {
  const changes = execFileSync("git", ["status", "--porcelain"], { cwd: ROOT, encoding: "utf8" });
  return changes.trim() === "" ? "HEAD~1" : "HEAD";
}

async function browserTests(wanted) {
  const files = readdirSync(path.join(ROOT, "e2e"), { recursive: true }).map((name) => `e2e/${name}`);
  const chosen = files
    .filter((file) => /\.spec\.ts$/.test(file) && !file.startsWith("e2e/shots/"))
    .filter(wanted);
  if (chosen.length === 0) {
    return;
  }
  const browser = await ensureBrowser().then(
    () => true,
    (error) => console.error(error.message),
  );
  if (!browser) {
    add({ passed: 0, failed: 1 });
  } else if (await built()) {
    await counted("browser tests", () => playwrightStep(chosen));
  }
}

/** Beside what takes longer than all of these. */
async function sourceRules() {
  await one("format", bin("biome"), ["format", "."]);
  await one("lint", bin("biome"), ["check", "--formatter-enabled=false", "."]);
  await one("import rules", "npm", ["run", "--silent", "imports"]);
  await one("unused code", bin("knip"), []);
  await one("structure", "npm", ["run", "--silent", "structure"]);
}

async function one(name, command, args) {
  const ok = (await timed(name, () => run(command, args))) === 0;
  if (!ok) {
    failed.push(name);
  }
  add(ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  return ok;
}

/** Once, whoever asks first. */
function built() {
  building ??= build();
  return building;
}

async function build() {
  const ok = await timed("build", () =>
    ensureBuild().then(
      () => true,
      (error) => console.error(error.message),
    ),
  );
  add(ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  return ok;
}

/** A step with a report of its own. A bad end that the report doesn't explain counts as one failure. */
async function counted(name, step) {
  const { code, counts } = await timed(name, step);
  if (code !== 0 && counts.failed === 0) {
    failed.push(`${name}: ended with ${code}`);
    counts.failed = 1;
  }
  add(counts);
}

async function vitestStep(chosen) {
  const file = path.join(reports, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run(bin("vitest"), ["run", ...chosen, ...reporters]);
  const report = read(file);
  const results = report?.testResults ?? [];
  slowest(results.map((one) => [path.relative(ROOT, one.name), one.endTime - one.startTime]));
  failed.push(...failedTests(report));
  return { code, counts: { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 } };
}

function failedTests(report) {
  return (report?.testResults ?? []).flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => `${path.relative(ROOT, name)} › ${fullName}`),
  );
}

async function playwrightStep(chosen) {
  const file = path.join(reports, "playwright.json");
  const args = ["test", ...chosen, "--reporter=list,json"];
  const code = await run(bin("playwright"), args, { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file } });
  const report = read(file);
  const specs = (report?.suites ?? []).flatMap(specsOf);
  for (const { file, title, tests } of specs) {
    for (const { projectName, status } of tests) {
      if (status === "unexpected") failed.push(`e2e/${file} › ${title} [${projectName}]`);
    }
  }
  slowest(
    specs.flatMap(({ file, tests }) =>
      tests.flatMap(({ results }) => results.map((one) => [file, one.duration])),
    ),
  );
  const { expected: passed = 0, unexpected = 0 } = report?.stats ?? {};
  return { code, counts: { passed, failed: unexpected } };
}

function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** Each file's tests on all screens together. */
function slowest(durations) {
  const byFile = new Map();
  for (const [file, ms] of durations) {
    byFile.set(file, (byFile.get(file) ?? 0) + ms);
  }
  const sorted = [...byFile].sort(([, a], [, b]) => b - a);
  if (sorted.length > 1) {
    console.log("The slowest files, in seconds:");
  }
  for (const [file, ms] of sorted.slice(0, sorted.length > 1 ? 10 : 0)) {
    console.log(`${(ms / 1000).toFixed(1).padStart(8)}  ${file}`);
  }
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function add(counts) {
  total.passed += counts.passed;
  total.failed += counts.failed;
}

async function timed(name, step) {
  console.log(`\n== ${name}`);
  const began = Date.now();
  const result = await step();
  console.log(`== ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

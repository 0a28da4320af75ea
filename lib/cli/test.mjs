// `npm test`: on a fresh clone with nothing prepared. Every step runs, and the last line sums them up.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { bin, ensureBuild, ensurePackages, ROOT, run } from "./steps.mjs";

const reports = mkdtempSync(path.join(os.tmpdir(), "rstack-panel-reports-"));
const total = { passed: 0, failed: 0 };

/** All but those that must have the machine to themselves. */
const OTHERS = ["server", "desktop-en", "phone-zh", "desktop-zh", "phone-en"].map(
  (name) => `--project=${name}`,
);

process.exitCode = await main();
rmSync(reports, { recursive: true, force: true });

async function main() {
  try {
    await ensurePackages();
    await ensureBrowser();
  } catch (error) {
    console.error(error.message);
    console.log("0 passed, 1 failed");
    return 1;
  }
  await one("route types", bin("next"), ["typegen"]);
  await Promise.all([one("types", bin("tsc"), ["--noEmit"]), sourceRules()]);
  await counted("unit and integration tests", vitestStep);
  if (await built()) {
    await counted("browser tests that measure", () => playwrightStep(["--project=alone", "--workers=1"]));
    await counted("browser tests", () => playwrightStep(OTHERS));
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

/** Beside the types, which take one processor and longer than all of these. */
async function sourceRules() {
  await one("format", bin("biome"), ["format", "."]);
  await one("lint", bin("biome"), ["check", "--formatter-enabled=false", "."]);
  await one("import rules", "npm", ["run", "--silent", "imports"]);
  await one("unused code", bin("knip"), []);
}

async function one(name, command, args) {
  const ok = (await timed(name, () => run(command, args))) === 0;
  add(ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  return ok;
}

async function built() {
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
  add(code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);
}

async function vitestStep() {
  const file = path.join(reports, "vitest.json");
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run(bin("vitest"), args);
  const report = read(file);
  return { code, counts: { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 } };
}

async function playwrightStep(chosen) {
  const file = path.join(reports, `playwright${chosen.length}.json`);
  const args = ["test", ...chosen, "--reporter=list,json", "--pass-with-no-tests"];
  const code = await run(bin("playwright"), args, { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file } });
  const stats = read(file)?.stats;
  const passed = (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  return { code, counts: { passed, failed: stats?.unexpected ?? 0 } };
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

/** The one the browser tests would take (playwright.config.ts): named, the system's, or Playwright's own. */
async function ensureBrowser() {
  const { chromium } = await import("@playwright/test");
  const debian = read(path.join(ROOT, "e2e/support/debian-browsers.json"));
  const there = () =>
    [process.env.CHROMIUM, ...debian, chromium.executablePath()].some((p) => p && existsSync(p));
  if (there()) {
    return;
  }
  console.log("Installing a browser…");
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get")) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-q"], { env, quiet: true });
    // Chromium brings no Chinese glyphs.
    const packages = ["chromium", "chromium-headless-shell", "fonts-wqy-microhei"];
    await run("apt-get", ["install", "-y", "-q", ...packages], { env, quiet: true });
  }
  if (
    !there() &&
    (await run(path.join(ROOT, "node_modules/.bin/playwright"), ["install", "chromium"])) !== 0
  ) {
    throw new Error("No browser could be installed: install Chromium, or name one in CHROMIUM");
  }
}

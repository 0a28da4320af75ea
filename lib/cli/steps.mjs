// What `npm run demo` and `npm test` share. Plain JavaScript and Node alone: it runs before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "../..");
const BUILD_MARK = path.join(ROOT, ".next", "panel-sources");
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "next.config.mjs",
  "package.json",
  "package-lock.json",
  "instrumentation.ts",
  "instrumentation-client.ts",
];
/** The import rules keep these out of what Next builds. */
const NOT_BUILT = /\.test\.tsx?$|^app\/gallery\/|^lib\/(cli|simulator)(\/|$)|\/testing(\/|$)|\.fixture\.ts$/;

/** Runs to its end with our terminal; `hear` gets what it prints. Resolves with the exit code; never rejects. */
export function run(command, args, { env = {}, quiet = false, hear } = {}) {
  return new Promise((resolve) => {
    const out = hear ? "pipe" : "inherit";
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: ["ignore", quiet ? "ignore" : out, out],
      shell: process.platform === "win32",
    });
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from?.on("data", (bytes) => {
        to.write(bytes);
        hear(String(bytes));
      });
    }
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    // "exit" comes before the last of what it printed.
    child.once(hear ? "close" : "exit", (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

export const bin = (name) => path.join(ROOT, "node_modules", ".bin", name);

/** `npm ci` where a package of the lock is missing or has another version. Throws when that fails. */
export async function ensurePackages() {
  if (packagesFit()) {
    return;
  }
  console.log("Installing packages (npm ci)…");
  const flags = ["--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund"];
  if ((await run("npm", ["ci", ...flags])) !== 0) {
    throw new Error("npm ci failed");
  }
}

function packagesFit() {
  const installedFile = path.join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) {
    return false;
  }
  const read = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
  const installed = read(installedFile);
  // Optional packages of other platforms are in the lock and never installed.
  return Object.entries(read(path.join(ROOT, "package-lock.json"))).every(
    ([place, wanted]) =>
      place === "" ||
      (wanted.optional && !installed[place]) ||
      (installed[place]?.version === wanted.version && existsSync(path.join(ROOT, place))),
  );
}

/** The one the browser tests would take (playwright.config.ts): named, the system's, or Playwright's own. */
export async function ensureBrowser() {
  const { chromium } = await import("@playwright/test");
  const debian = JSON.parse(readFileSync(path.join(ROOT, "e2e/support/debian-browsers.json"), "utf8"));
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
  if (!there() && (await run(bin("playwright"), ["install", "chromium"])) !== 0) {
    throw new Error("No browser could be installed: install Chromium, or name one in CHROMIUM");
  }
}

/** Builds unless `.next` was made from exactly these sources. Throws when the build fails, or asked for a setting. */
export async function ensureBuild() {
  const sources = sourcesHash();
  if (existsSync(BUILD_MARK) && readFileSync(BUILD_MARK, "utf8") === markOf(sources)) {
    return;
  }
  console.log("Building…");
  let said = "";
  const hear = (text) => {
    said += text;
  };
  if ((await run(process.execPath, ["lib/cli/next.mjs", "build"], { hear })) !== 0) {
    throw new Error("The build failed");
  }
  if (said.includes("ConfigError")) {
    throw new Error("The build read settings: what it makes could hold some of them");
  }
  writeFileSync(BUILD_MARK, markOf(sources));
}

/** With the build's own name: a later `npm run build` from other sources leaves the mark as it was. */
function markOf(sources) {
  const id = path.join(ROOT, ".next", "BUILD_ID");
  return existsSync(id) ? `${sources} ${readFileSync(id, "utf8")}` : "no build";
}

function sourcesHash() {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of filesOf(path.join(ROOT, source))) {
      hash.update(path.relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

function filesOf(place) {
  if (!existsSync(place)) {
    return [];
  }
  try {
    return readdirSync(place, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .filter((entry) => !NOT_BUILT.test(path.relative(ROOT, path.join(place, entry.name))))
      .flatMap((entry) =>
        entry.isDirectory() ? filesOf(path.join(place, entry.name)) : [path.join(place, entry.name)],
      );
  } catch (error) {
    if (error.code === "ENOTDIR") {
      return [place];
    }
    throw error;
  }
}

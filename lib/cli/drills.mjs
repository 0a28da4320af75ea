// `npm run drills`: the long checks, one after another, with a summary. By name: `npm run drills -- torture --minutes 5`.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { ensureBuild, ensurePackages, ROOT } from "./steps.mjs";

/** It goes on for hours in the background, and is run by name alone. */
const BY_NAME = ["repeat"];
/** Name to file. A drill exits with 0 when it passed, and its last line says what it found. */
const DRILLS = new Map([["torture", "e2e/torture/main.ts"], ...inFolder("e2e/drills")]);

process.exitCode = await main(process.argv.slice(2));

function inFolder(folder) {
  const place = path.join(ROOT, folder);
  const files = existsSync(place) ? readdirSync(place).sort() : [];
  return files
    .filter((file) => /^[a-z-]+\.ts$/.test(file))
    .map((file) => [path.basename(file, ".ts"), `${folder}/${file}`]);
}

/** Names first; what follows goes to the drill, of which there must then be one. */
async function main(args) {
  const firstOption = args.findIndex((arg) => arg.startsWith("-"));
  const names = firstOption < 0 ? args : args.slice(0, firstOption);
  const options = firstOption < 0 ? [] : args.slice(firstOption);
  const unknown = names.filter((name) => !DRILLS.has(name));
  if (unknown.length > 0 || (options.length > 0 && names.length !== 1)) {
    console.error(
      unknown.length > 0 ? `There is no drill ${unknown.join(", ")}` : "Options need the name of one drill",
    );
    console.error(`npm run drills [-- NAME… [--option…]]; the drills are: ${[...DRILLS.keys()].join(", ")}`);
    return 2;
  }
  await ensurePackages();
  await ensureBuild();
  return runAll(
    names.length > 0 ? names : [...DRILLS.keys()].filter((name) => !BY_NAME.includes(name)),
    options,
  );
}

async function runAll(names, options) {
  const results = [];
  for (const name of names) {
    console.log(`\n== ${name}`);
    const began = Date.now();
    const result = await drill(DRILLS.get(name), options);
    results.push({ name, seconds: Math.round((Date.now() - began) / 1000), ...result });
    if (result.interrupted) {
      break;
    }
  }
  console.log("\n== summary");
  for (const { name, code, seconds, lastLine } of results) {
    console.log(`${code === 0 ? "passed" : "FAILED"}  ${name}  ${seconds} s  ${lastLine}`);
  }
  const failed = results.filter(({ code }) => code !== 0).length;
  const left = names.length - results.length;
  console.log(`${results.length - failed} passed, ${failed} failed${left > 0 ? `, ${left} not run` : ""}`);
  return failed === 0 && left === 0 ? 0 : 1;
}

/** Ctrl-C and SIGTERM reach the drill, which ends what it started; then no other is begun. */
function drill(file, options) {
  return new Promise((resolve) => {
    let lastLine = "";
    let interrupted = false;
    const child = spawn(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", file, ...options],
      {
        cwd: ROOT,
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const pass = (signal) => {
      interrupted = true;
      child.kill(signal);
    };
    process.on("SIGINT", pass);
    process.on("SIGTERM", pass);
    child.stdout.on("data", (bytes) => {
      process.stdout.write(bytes);
      lastLine = String(bytes).trimEnd().split("\n").pop() || lastLine;
    });
    child.once("close", (code, signal) => {
      process.off("SIGINT", pass);
      process.off("SIGTERM", pass);
      resolve({ code: signal ? 1 : (code ?? 1), lastLine, interrupted });
    });
  });
}

/**
 * `npm run drills -- faults`: mistakes that somebody could make are put into a copy of the last commit, one at a time, and the
 * tests that must notice are run. Ends with 1 where one isn't noticed. `--only WORDS`: those whose name holds the words.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const FOLDER = path.join(import.meta.dirname, "faults");

/** One entry of `faults/AREA.json`: a mistake that somebody could make, and the tests that must notice it. */
export interface SeededFault {
  /** What is wrong then. */
  name: string;
  file: string;
  /** Text that stands exactly once in the file, and what takes its place; nothing where absent. */
  from: string;
  to?: string;
  /** Test files. Vitest runs `.test.`, Playwright `.spec.`; one failed test among them is enough. */
  tests: readonly string[];
}

const { only } = parseArgs({ options: { only: { type: "string", default: "" } } }).values;
const copy = mkdtempSync(path.join(tmpdir(), "panel-faults-"));

function seedAll(): number {
  execFileSync("git", ["clone", "-q", "--shared", ".", copy], { stdio: "inherit" });
  const modules = path.resolve("node_modules");
  // Hard links, since Next builds nothing behind a link that leaves the folder.
  if (spawnSync("cp", ["-al", modules, copy]).status !== 0) {
    symlinkSync(modules, path.join(copy, "node_modules"));
  }
  const faults = readdirSync(FOLDER)
    .flatMap((file) => seeded(path.basename(file, ".json")))
    .filter(({ name }) => name.includes(only));
  const before = failures([...new Set(faults.flatMap(({ tests }) => tests))]);
  const missed = faults.filter((fault) => !isNoticed(fault, before));
  console.log(
    `${faults.length - missed.length} of ${faults.length} seeded faults were noticed${missed.map(({ name }) => `\n  missed: ${name}`).join("")}`,
  );
  if (before.length > 0) {
    console.log(`without a fault these fail already, so they noticed nothing:\n  ${before.join("\n  ")}`);
  }
  return missed.length + before.length > 0 ? 1 : 0;
}

const seeded = (area: string): SeededFault[] =>
  JSON.parse(readFileSync(path.join(FOLDER, `${area}.json`), "utf8")).map((fault: SeededFault) => ({
    ...fault,
    name: `${area}: ${fault.name}`,
  }));

function isNoticed({ name, file, from, to = "", tests }: SeededFault, failing: readonly string[]): boolean {
  const place = path.join(copy, file);
  const source = readFileSync(place, "utf8");
  if (source.split(from).length !== 2) {
    console.log(`MISSED  ${name}: ${file} doesn't hold the text exactly once`);
    return false;
  }
  writeFileSync(
    place,
    source.replace(from, () => to),
  );
  const [first, ...more] = failures(tests).filter((one) => !failing.includes(one));
  writeFileSync(place, source);
  console.log(first ? `noticed ${name}\n        ${first} (+${more.length})` : `MISSED  ${name}`);
  return first !== undefined;
}

interface Report {
  testResults?: { assertionResults: { status: string; fullName: string }[] }[];
  suites?: Suite[];
}
interface Suite {
  specs?: { title: string; ok: boolean }[];
  suites?: Suite[];
}

/** Names of the tests that fail. One step after the other, since both take all cores. */
function failures(tests: readonly string[]): string[] {
  const units = tests.filter((file) => file.includes(".test."));
  const specs = tests.filter((file) => file.includes(".spec."));
  const report = path.join(copy, "report.json");
  const found: string[] = [];
  if (units.length > 0) {
    run("node_modules/.bin/vitest", ["run", ...units, "--reporter=json", `--outputFile.json=${report}`]);
    const { testResults = [] } = read(report);
    found.push(
      ...testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .filter(({ status }) => status === "failed")
        .map(({ fullName }) => fullName),
    );
  }
  if (specs.length > 0 && found.length === 0) {
    run(process.execPath, ["lib/cli/next.mjs", "build"]);
    run("node_modules/.bin/playwright", ["test", ...specs, "--reporter=json"], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    found.push(...(read(report).suites ?? []).flatMap(failedSpecs));
  }
  return found;
}

const failedSpecs = ({ specs = [], suites = [] }: Suite): string[] => [
  ...specs.filter(({ ok }) => !ok).map(({ title }) => title),
  ...suites.flatMap(failedSpecs),
];

const read = (report: string): Report => {
  const found = JSON.parse(readFileSync(report, "utf8"));
  rmSync(report);
  return found;
};

const run = (command: string, args: string[], env: Record<string, string> = {}) =>
  spawnSync(command, args, { cwd: copy, env: { ...process.env, ...env }, stdio: "ignore" });

try {
  process.exitCode = seedAll();
} finally {
  rmSync(copy, { recursive: true, force: true });
}

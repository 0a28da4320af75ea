// `npm run structure`: sizes of files, folders and the whole, and one meaning for each exported type name. What breaks a rule
// today is listed below: the lists may only become shorter. `-- --measure` prints how large the whole is.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { ROOT } from "./steps.mjs";

const PLACES = ["app", "components", "lib", "e2e", "docs"];
const MOST_LINES = 300;
const MOST_FILES = 25;

const LONG_FILES = [
  "app/every-action.test.ts",
  "e2e/hosts/console.spec.ts",
  "e2e/account/second-factor.spec.ts",
  "lib/actions/builders.test.ts",
  "lib/hosts/ownership.test.ts",
  "lib/hosts/snapshots/snapshots.test.ts",
];

/** What the whole may have: what main had when it was measured last, with a screen of room. */
const MOST = JSON.parse(readFileSync(new URL("./sizes.json", import.meta.url), "utf8"));

const CODE = /\.(ts|tsx|mjs|cjs)$/;
const TYPE = /^export (?:declare )?(?:abstract )?(?:type|interface|class|enum) (\w+)/gm;

const files = PLACES.flatMap((place) =>
  readdirSync(path.join(ROOT, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .filter((file) => !/^lib\/db\/migrations\//.test(file)),
);
const code = new Map(
  files.filter((f) => CODE.test(f)).map((f) => [f, readFileSync(path.join(ROOT, f), "utf8")]),
);

const faults = [
  ...compared(longFiles(), LONG_FILES, (file, lines) => [
    `${file} has ${lines} lines, and ${MOST_LINES} is the most: nobody reads a longer file as a whole.`,
    "Move what stands alone into a file of its own, named after what it does.",
  ]),
  ...compared(fullFolders(), [], (folder, count) => [
    `${folder} holds ${count} files besides tests, and ${MOST_FILES} is the most: a folder is read like a table of contents.`,
    "Give files of one purpose a folder, or fold a file into its only importer.",
  ]),
  ...compared(doubledTypes(), [], (name, where) => [
    `The type ${name} is exported by ${where}: a name stands for one thing, wherever it is imported.`,
    "Rename all but one after what they are, or import the one.",
  ]),
  ...compared(oldSnapshots(), [], (file) => [
    `lib/db/migrations/meta/${file} is older than the last snapshot, the only one that drizzle-kit reads.`,
    "Delete it.",
  ]),
  ...compared(ownForms(), [], (file, what) => [
    `${file} has ${what} of its own: an answer that doesn't come would throw its page away, with what was typed.`,
    "Use Form or AnswerForm (components/ui/form/form.tsx); GetForm for what leads to an address.",
  ]),
];
const sizes = measured();
if (process.argv.includes("--measure")) {
  console.log(JSON.stringify(sizes, null, 2));
}
for (const [what, most] of Object.entries(MOST)) {
  if (sizes[what] > most) {
    faults.push(
      `The project has ${sizes[what]} ${what}, and ${most} is the most (lib/cli/sizes.json).\n  Take away what the change replaces. What is new raises the number in its own commit, whose body says why.`,
    );
  }
}
for (const fault of faults) {
  console.error(fault);
}
process.exitCode = faults.length > 0 ? 1 : 0;

/** Lines but for `files`, `sheets` and `texts` (of one language). Tests are what stands in `e2e` and what only tests import. */
function measured() {
  const lines = (names) =>
    names.reduce((sum, name) => sum + readFileSync(path.join(ROOT, name), "utf8").split("\n").length - 1, 0);
  const isTest = (file) => /^e2e\/|\.(test|testing|fixture)\.|\/testing\//.test(file);
  const source = [...code.keys()].filter((file) => !isTest(file) && !file.startsWith("docs/"));
  const sheets = files.filter((file) => file.endsWith(".css"));
  const textsOf = (given) =>
    typeof given === "object" ? Object.values(given).reduce((sum, each) => sum + textsOf(each), 0) : 1;
  const english = files.filter((file) => /^lib\/i18n\/messages\/en\/.*\.json$/.test(file));
  return {
    "lines of source": lines(source),
    "files of source": source.length,
    "style sheets": sheets.length,
    "lines of style sheets": lines(sheets),
    "texts in each language": english.reduce(
      (sum, file) => sum + textsOf(JSON.parse(readFileSync(path.join(ROOT, file), "utf8"))),
      0,
    ),
    "lines of tests": lines([...code.keys()].filter(isTest)),
    "lines of documents": lines(files.filter((file) => /^docs\/.*\.md$/.test(file))),
  };
}

function longFiles() {
  const lines = [...code].map(([file, text]) => [file, text.split("\n").length - 1]);
  return lines.filter(([, count]) => count > MOST_LINES);
}

/** A test stands beside what it tests and is no entry of its own. */
function fullFolders() {
  const counts = new Map();
  for (const file of files.filter((f) => !/\.test\.tsx?$/.test(f))) {
    const folder = path.posix.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > MOST_FILES);
}

function doubledTypes() {
  const exporters = new Map();
  for (const [file, text] of code) {
    for (const [, name] of text.matchAll(TYPE)) {
      exporters.set(name, [...(exporters.get(name) ?? []), file]);
    }
  }
  return [...exporters]
    .filter(([, where]) => where.length > 1)
    .map(([name, where]) => [name, where.join(" and ")]);
}

function oldSnapshots() {
  const meta = readdirSync(path.join(ROOT, "lib/db/migrations/meta")).sort();
  return meta
    .filter((file) => file.endsWith("_snapshot.json"))
    .slice(0, -1)
    .map((file) => [file]);
}

/** One place sends forms, so that each keeps what was typed whatever comes back. */
function ownForms() {
  return [...code]
    .filter(([file]) => /^(app|components)\//.test(file) && !file.startsWith("components/ui/form/"))
    .flatMap(([file, text]) => {
      const [found] = text.match(/<form\b|\buseActionState\b/) ?? [];
      return found ? [[file, found]] : [];
    });
}

/** Faults that are not listed, and entries of the list that are no fault any more. */
function compared(found, known, words) {
  const names = new Set(found.map(([name]) => name));
  const gone = known.filter((name) => !names.has(name));
  return [
    ...found
      .filter(([name]) => !known.includes(name))
      .map(([name, detail]) => words(name, detail).join("\n  ")),
    ...gone.map((name) => `${name} keeps the rule now.\n  Remove it from the list in lib/cli/structure.mjs.`),
  ];
}

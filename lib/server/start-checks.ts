import { lookup } from "node:dns/promises";
import fs from "node:fs";
import { isIP } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ConfigError, PLAIN_HTTP_TO_MASTER, parseConfig, SETTING_NAMES } from "../config";
import { isNear } from "../rstack/plain-http";

// What `npm start` asks of the settings, the machine and the build before it listens.

export { config } from "../config";
export { log } from "../log";
export { sayFaults } from "../process/end-start";
export { lostLogLines, outliveFullDisk } from "../process/log-output";
export { portFaults } from "../process/port-check";
export { actionsKey } from "./public-build";

type Env = Record<string, string | undefined>;
export type StartReport = { faults: string[]; warnings: string[] };

const DNS_LIMIT_MS = 3_000;

/** Every fault of the settings at once, with those that only this machine can show. */
export async function checkSettings(env: Env): Promise<StartReport> {
  const set = Object.fromEntries(Object.entries(env).filter(([, text]) => text?.trim()));
  const { near, unknown } = unknownNames(Object.keys(set));
  const faults = [
    ...faultsOf(env),
    ...near.map(({ name, known }) => `${name} is no setting: did you mean ${known}?`),
    ...dataFolderFaults(set),
    ...adapterFaults(set.CONSOLE_ADAPTER),
    ...(await plainHttpFaults(set)),
  ];
  return { faults, warnings: unknown.map((name) => `${name} is no setting of the panel: it has no effect`) };
}

function faultsOf(env: Env): string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.faults;
    }
    throw error;
  }
}

/** Read by the build, by desktops and by Kubernetes under names that begin like ours. */
const FOREIGN = /^(PANEL_BUILD_ID|SESSION_MANAGER|[A-Z0-9_]+_(SERVICE|PORT)_.*)$/;
const NEAR_DISTANCE = 2;
/** Shorter names are near to too much. */
const SHORTEST = 8;

/**
 * `near`: one or two letters from a setting, which is a fault: the value was meant. `unknown`: begins like a setting and is
 * none, which is a warning: other software may have set it.
 */
export function unknownNames(names: string[]) {
  const prefixes = new Set(SETTING_NAMES.filter((n) => n.includes("_")).map((n) => n.split("_", 1)[0]));
  const near: { name: string; known: string }[] = [];
  const unknown: string[] = [];
  for (const name of names.filter((n) => !SETTING_NAMES.includes(n) && !FOREIGN.test(n))) {
    const [known, distance] = nearest(name);
    const hasPrefix = name.includes("_") && prefixes.has(name.split("_", 1)[0] ?? "");
    if (distance <= NEAR_DISTANCE && name.length >= SHORTEST) {
      near.push({ name, known });
    } else if (hasPrefix) {
      unknown.push(name);
    }
  }
  return { near, unknown };
}

function nearest(name: string): [known: string, distance: number] {
  let best: [string, number] = ["", Number.POSITIVE_INFINITY];
  for (const known of SETTING_NAMES) {
    const distance = Math.abs(known.length - name.length) > NEAR_DISTANCE ? best[1] : letters(name, known);
    if (distance < best[1]) {
      best = [known, distance];
    }
  }
  return best;
}

/** Levenshtein distance. */
function letters(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The nearest folder that is there must take new ones. */
function dataFolderFaults({ DATABASE_URL, PANEL_DATA_DIR }: Env): string[] {
  if (DATABASE_URL || !PANEL_DATA_DIR) {
    return [];
  }
  let folder = path.resolve(PANEL_DATA_DIR);
  while (!fs.existsSync(folder) && path.dirname(folder) !== folder) {
    folder = path.dirname(folder);
  }
  try {
    // Root may write everywhere, and /proc takes no folder all the same.
    fs.rmdirSync(fs.mkdtempSync(path.join(folder, ".panel-")));
    return [];
  } catch (error) {
    const isFile = fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false;
    const why = isFile ? "is not a folder" : `can't be written to (${(error as NodeJS.ErrnoException).code})`;
    return [`PANEL_DATA_DIR: ${folder} ${why}`];
  }
}

function adapterFaults(adapter: string | undefined): string[] {
  const isModule = adapter !== undefined && /\.m?js$/.test(adapter);
  return isModule && !fs.statSync(path.resolve(adapter), { throwIfNoEntry: false })?.isFile()
    ? ["CONSOLE_ADAPTER: there is no such file"]
    : [];
}

/** A name that DNS doesn't know now, or that has a private address too, is left to the client, which looks at each connect. */
async function plainHttpFaults({ RSTACK_URL, RSTACK_ALLOW_HTTP }: Env): Promise<string[]> {
  const url = RSTACK_URL && URL.canParse(RSTACK_URL) ? new URL(RSTACK_URL) : null;
  if (url?.protocol !== "http:" || RSTACK_ALLOW_HTTP === "1" || isIP(url.hostname.replace(/^\[|\]$/g, ""))) {
    return [];
  }
  const asked = lookup(url.hostname, { all: true }).catch(() => []);
  const found = await Promise.race([asked, wait(DNS_LIMIT_MS, [], { ref: false })]);
  return found.length > 0 && found.every(({ address }) => !isNear(address)) ? [PLAIN_HTTP_TO_MASTER] : [];
}

/**
 * What is missing or cut off in the build that Next would serve, in words for the terminal; empty when all is there.
 * Looks at what Next says it needs and at every manifest: Next itself reads most of them only when a page is asked for.
 */
export function buildFault(root: string): string[] {
  const dist = path.join(root, ".next");
  if (!fs.existsSync(path.join(dist, "BUILD_ID"))) {
    return ["There is no build: run `npm run build` first"];
  }
  try {
    for (const file of neededFiles(root, dist)) {
      const full = path.join(root, file);
      if (fs.statSync(full).size === 0) {
        throw new Error(`${file} is empty`);
      }
      if (file.endsWith(".json")) {
        JSON.parse(fs.readFileSync(full, "utf8"));
      }
    }
    return [];
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return [`The build is broken (${what}): run \`npm run build\` again`];
  }
}

function neededFiles(root: string, dist: string): string[] {
  const read = (name: string) => JSON.parse(fs.readFileSync(path.join(dist, name), "utf8"));
  const { files } = read("required-server-files.json") as { files: string[] };
  const pages = Object.values<string>(read("server/app-paths-manifest.json"));
  const manifests = ["", "server"].flatMap((folder) =>
    fs
      .readdirSync(path.join(dist, folder))
      .filter((name) => name.endsWith("manifest.json"))
      .map((name) => path.join(folder, name)),
  );
  const inDist = [...manifests, ...pages.map((page) => path.join("server", page))];
  return [...files, ...inDist.map((file) => path.join(path.relative(root, dist), file))];
}

import { readFile } from "node:fs/promises";
import path from "node:path";
import { isUntouched } from "./database-template";
import { filesBelow } from "./source-files";
import { CANARIES, type Core, PASSWORD } from "./world";

/** How every console token of the simulator begins. */
const VNC_TOKEN = "canary-vnctoken-";

/** A token of the API in clear. */
const API_TOKEN = /rsp_[\w-]{43}/;

/** Signatures and random numbers are 32 of these (lib/rstack/encode.ts). */
const SIGNED = { run: /[0-9a-v]{32,}/g, length: 32 };

/** What a run's calls were signed with. */
export async function signaturesOf(world: Core): Promise<ReadonlySet<string>> {
  const { calls } = await world.simulator.control.journal();
  return new Set(
    calls.flatMap(({ envelope: { random, sign } }) => [random, sign].filter((value) => value !== null)),
  );
}

/** Looked up and not searched for: a run makes thousands of them. */
export function signaturesIn(text: string, signatures: ReadonlySet<string>): string[] {
  const found = [];
  for (const [run] of text.matchAll(SIGNED.run)) {
    for (let at = 0; at + SIGNED.length <= run.length; at++) {
      const part = run.slice(at, at + SIGNED.length);
      if (signatures.has(part)) found.push(part);
    }
  }
  return found;
}

/** A file's bytes, one character each. Never read all at once: the simulator answers the panel from this process. */
export const bytesOf = (file: string): Promise<string> => readFile(file, "latin1");

/** Of a database that runs: PostgreSQL replaces and removes files. */
export const bytesIfThere = (file: string): Promise<string> =>
  bytesOf(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return "";
  });

/**
 * What a whole run left behind: every line that the panel logged and every file of its database, write-ahead log
 * included. Names the canaries that stand in one, and where, and lines of the log that are no JSON; empty where all is
 * well. Signatures are looked for in the log alone: in a database any 32 hexadecimal digits could be one.
 */
export async function leaksOf(world: Core): Promise<string[]> {
  const hosts = await world.simulator.control.hosts();
  const canaries = [...Object.values(CANARIES), PASSWORD, VNC_TOKEN, ...hosts.map((host) => host.vmpass)];
  const found: string[] = [];
  const data = path.join(world.folder, "data");
  // What was copied from a database of before, and not written to, holds nothing of this world's.
  const written = filesBelow(data).filter((file) => !isUntouched(data, file));
  for (const file of [world.logFile, ...written]) {
    const text = await bytesIfThere(file);
    if (API_TOKEN.test(text)) found.push(`an API token in ${file}`);
    for (const canary of canaries) if (text.includes(canary)) found.push(`${canary} in ${file}`);
  }
  const log = await bytesOf(world.logFile);
  for (const signature of signaturesIn(log, await signaturesOf(world))) {
    found.push(`${signature} in ${world.logFile}`);
  }
  // The last line may be on its way still.
  const lines = log.split("\n").slice(0, -1);
  return [
    ...found,
    ...lines.filter((line) => !isJson(line)).map((line) => `no JSON in the log: ${line.slice(0, 200)}`),
  ];
}

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}

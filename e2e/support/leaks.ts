import { readFileSync } from "node:fs";
import path from "node:path";
import { filesBelow } from "./source-files";
import { CANARIES, PASSWORD, type World } from "./world";

/** How every console token of the simulator begins. */
const VNC_TOKEN = "canary-vnctoken-";

/**
 * What a whole run left behind: every line that the panel logged and every file of its database, write-ahead log
 * included. Names the canaries that stand in one, and where, and lines of the log that are no JSON; empty where all is
 * well. Signatures are looked for in the log alone: in a database any 32 hexadecimal digits could be one.
 */
export async function leaksOf(world: World): Promise<string[]> {
  const { calls } = await world.simulator.control.journal();
  const hosts = await world.simulator.control.hosts();
  const everywhere = [...Object.values(CANARIES), PASSWORD, VNC_TOKEN, ...hosts.map((host) => host.vmpass)];
  const signatures = calls.flatMap(({ envelope }) =>
    [envelope.random, envelope.sign].filter((v) => v !== null),
  );
  // The last line may be on its way still.
  const lines = readFileSync(world.logFile, "utf8").split("\n").slice(0, -1);
  const kept = filesBelow(path.join(world.folder, "data")).map((file) => [file, everywhere] as const);
  const found = [[world.logFile, [...everywhere, ...signatures]] as const, ...kept].flatMap(
    ([file, canaries]) => {
      const text = readFileSync(file, "latin1");
      return canaries.filter((canary) => text.includes(canary)).map((canary) => `${canary} in ${file}`);
    },
  );
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

import { readFileSync } from "node:fs";
import path from "node:path";
import { filesBelow } from "./source-files";
import { CANARIES, PASSWORD, type World } from "./world";

/** How every console token of the simulator begins. */
const VNC_TOKEN = "canary-vnctoken-";

/**
 * What a whole run left behind: every line that the panel logged and every file of its database, write-ahead log
 * included. Names the canaries that stand in one, and where; empty where all is well. Signatures are looked for in the
 * log alone: in a database any 32 hexadecimal digits could be one.
 */
export async function leaksOf(world: World): Promise<string[]> {
  const { calls } = await world.simulator.control.journal();
  const hosts = await world.simulator.control.hosts();
  const everywhere = [...Object.values(CANARIES), PASSWORD, VNC_TOKEN, ...hosts.map((host) => host.vmpass)];
  const signatures = calls.flatMap(({ envelope }) =>
    [envelope.random, envelope.sign].filter((v) => v !== null),
  );
  const kept = filesBelow(path.join(world.folder, "data")).map((file) => [file, everywhere] as const);
  return [[world.logFile, [...everywhere, ...signatures]] as const, ...kept].flatMap(([file, canaries]) => {
    const text = readFileSync(file, "latin1");
    return canaries.filter((canary) => text.includes(canary)).map((canary) => `${canary} in ${file}`);
  });
}

import { openHost } from "../owned-host";
import { powerCommands } from "../power/power-commands";
import { ann } from "./ann";

/** A process of its own that presses Start at many hosts at random moments, to be killed at one. For power-crash.test.ts. */
const SPREAD_MS = 800;

async function press(id: string): Promise<void> {
  const owned = await openHost(ann, id);
  if (owned) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS));
    await powerCommands.start.run(owned, {}, `key-of-${id}`, ann);
  }
}

await Promise.all(process.argv.slice(2).map(press));

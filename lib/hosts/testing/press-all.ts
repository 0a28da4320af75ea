import { parseUserId } from "../../rstack/ids";
import { openHost } from "../owned-host";
import { performPower } from "../power";

/** A process of its own that presses Start at many hosts at random moments, to be killed at one. For power-crash.test.ts. */
const SPREAD_MS = 800;

const viewer = {
  accountId: "11111111-1111-4111-8111-111111111111",
  sessionId: "22222222-2222-4222-8222-222222222222",
  role: "customer",
  username: "ann",
  displayName: "Ann",
  userId: parseUserId("10001"),
  locale: "en",
  theme: "system",
  timeZone: null,
  view: null,
} as const;

async function press(id: string): Promise<void> {
  const owned = await openHost(viewer, id);
  if (owned) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS));
    await performPower(owned, "start", `key-of-${id}`, viewer);
  }
}

await Promise.all(process.argv.slice(2).map(press));

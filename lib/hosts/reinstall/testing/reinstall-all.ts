import { startReconciler } from "../../../operations/reconciler";
import { parseUserId } from "../../../rstack/ids";
import { registerHostProbes } from "../../host-probes";
import { hostViewOf } from "../../host-read";
import { openHost } from "../../owned-host";
import { performReinstall } from "../perform-reinstall";
import { startPasswordSetter } from "../set-password";

/** A process of its own that reinstalls many hosts and sets their passwords, to be killed meanwhile. For reinstall-crash.test.ts. */
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

const [image = "", password = "", ...ids] = process.argv.slice(2);

async function reinstall(id: string): Promise<void> {
  const owned = await openHost(viewer, id);
  if (owned) {
    const { name } = await hostViewOf(owned, viewer);
    const form = { image, disks: "system", password, typedName: name } as const;
    await performReinstall(owned, form, `key-of-${id}`, viewer);
  }
}

registerHostProbes();
startReconciler();
startPasswordSetter();
await Promise.all(ids.map(reinstall));

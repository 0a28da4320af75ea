import { startReconciler } from "../../../operations/reconciler";
import { registerHostVerifications } from "../../commands";
import { hostViewOf } from "../../host-read";
import { openHost } from "../../owned-host";
import { ann } from "../../testing/ann";
import { reinstall as reinstalling } from "../reinstall-command";
import { startPasswordSetter } from "../set-password";

// A process of its own that reinstalls many hosts and sets their passwords, to be killed meanwhile. For reinstall-crash.test.ts.

const [image = "", password = "", ...ids] = process.argv.slice(2);

async function reinstall(id: string): Promise<void> {
  const owned = await openHost(ann, id);
  if (owned) {
    const { name } = await hostViewOf(owned, ann);
    const form = { image, disks: "system", password, typedName: name } as const;
    await reinstalling.run(owned, form, `key-of-${id}`, ann);
  }
}

registerHostVerifications();
startReconciler();
startPasswordSetter();
await Promise.all(ids.map(reinstall));

import "server-only";
import { config } from "@/lib/config";
import { every } from "@/lib/every";
import { anySighting, claimUnconfirmed, tellConfirmed } from "@/lib/notifications/sightings";
import { parseVmId } from "@/lib/rstack/ids";
import { readOneShared } from "../mirror/read-one";

const LOOK_MS = 5_000;
/** Of the call budget, at the most; its calls go after all others besides. */
const SHARE = 0.2;

/** Tells what was seen of hosts once it is known that they are their customers' still. Returns what ends it. */
export function startSightings(): () => void {
  const lookMs = Math.min(LOOK_MS, config().notifications.lookMs);
  const most = Math.max(1, Math.floor((config().rstack.callsPerSecond * SHARE * lookMs) / 1000));
  return every(lookMs, "what was seen of hosts could not be told", () => tellSightings(most)).stop;
}

/** One round; asks for `most` hosts. */
export async function tellSightings(most: number): Promise<void> {
  if (!(await anySighting())) {
    return;
  }
  await tellConfirmed();
  const vmIds = await claimUnconfirmed(most);
  for (const vmId of vmIds.map(parseVmId)) {
    // A fault is no answer: it is asked again in a minute.
    if (vmId && (await readOneShared(vmId, { priority: "drawing" })).found === "fault") {
      return;
    }
  }
  if (vmIds.length > 0) {
    await tellConfirmed();
  }
}

import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hostLabels } from "@/lib/db/host-schema";
import { publish } from "@/lib/db/notify";
import type { OwnedHost } from "../owned-host";
import { type HostLabel, NO_LABEL } from "./label-text";

/** Of this tenancy alone: whoever had the host before, or has it next, has labels of their own. */
export async function labelOf(tenancyId: string): Promise<HostLabel> {
  const [label] = await database()
    .select({ name: hostLabels.name, note: hostLabels.note })
    .from(hostLabels)
    .where(eq(hostLabels.tenancyId, tenancyId));
  return label ?? NO_LABEL;
}

/** Nulls remove. Every page that shows the host hears of it. */
export async function saveLabel(owned: OwnedHost, label: HostLabel): Promise<void> {
  await database().transaction(async (tx) => {
    if (label.name === null && label.note === null) {
      await tx.delete(hostLabels).where(eq(hostLabels.tenancyId, owned.tenancyId));
    } else {
      await tx
        .insert(hostLabels)
        .values({ tenancyId: owned.tenancyId, ...label })
        .onConflictDoUpdate({ target: hostLabels.tenancyId, set: { ...label, changedAt: sql`now()` } });
    }
    await publish(tx, { type: "host", vmId: owned.vmId });
  });
}

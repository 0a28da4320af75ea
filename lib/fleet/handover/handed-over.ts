import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { handovers } from "@/lib/db/host-schema";
import { currentTenancy } from "@/lib/hosts/mirror/tenancies";
import { type NotificationEvent, recordNotification } from "@/lib/notifications/record";
import type { OperationRow } from "@/lib/operations/operation-row";

/** Ends the offer that a transfer was accepted by, and tells both customers, once. For any other transfer it does nothing. */
export async function noteHandedOver(row: OperationRow): Promise<void> {
  await database().transaction(async (tx) => {
    const [offer] = await tx
      .update(handovers)
      .set({ endedAt: sql`coalesce(${handovers.endedAt}, now())`, ending: "accepted" })
      .where(eq(handovers.operationId, row.id))
      .returning({ id: handovers.id });
    const next = offer && (await currentTenancy(tx, row.vmId));
    if (!next || next.id === row.tenancyId) {
      return;
    }
    const news = (what: "host-given" | "host-received"): NotificationEvent => ({
      ...{ kind: "factors-changed", key: `operation ${row.id} ${what}` },
      data: { what },
    });
    await recordNotification({ tenancyId: row.tenancyId }, news("host-given"), tx);
    await recordNotification({ tenancyId: next.id }, news("host-received"), tx);
  });
}

import "server-only";
import { and, eq, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { database } from "../../db/connection";
import { publish } from "../../db/notify";
import { tenancies } from "../../db/schema";
import type { OperationKind } from "../../operations/command-rules";
import { isGuarded } from "../blocked-commands";
import type { OwnedHost } from "../owned-host";

/** Of this tenancy: whoever has the host next begins without it. */
export async function isProtected(tenancyId: string): Promise<boolean> {
  const [row] = await database()
    .select({ at: tenancies.protectedAt })
    .from(tenancies)
    .where(eq(tenancies.id, tenancyId));
  return row?.at != null;
}

/** Whether this kind waits until the protection is off. `schedule`: the one that asks, where nobody pressed a key. */
export const isWithheld = async (
  kind: OperationKind,
  { tenancyId, schedule }: { tenancyId: string; schedule: string | null },
): Promise<boolean> => isGuarded(kind, schedule !== null) && (await isProtected(tenancyId));

/**
 * For the statement that marks an operation as sent, or that changes what is deleted later. It waits for a change of the
 * protection that is being written and reads what came of it: once "on" is told, nothing more is marked as sent.
 */
export const whileUnprotected = (tenancyId: SQLWrapper): SQL =>
  sql`exists (select 1 from ${tenancies} t
    where t.id = ${tenancyId} and t.protected_at is null for share)`;

/** Every page that shows the host hears of it. False where it is no longer this owner's, or was so already. */
export async function setProtection({ tenancyId, vmId }: OwnedHost, on: boolean): Promise<boolean> {
  return database().transaction(async (tx) => {
    const changed = await tx
      .update(tenancies)
      .set({ protectedAt: on ? sql`now()` : null })
      .where(
        and(
          eq(tenancies.id, tenancyId),
          isNull(tenancies.until),
          sql`(${tenancies.protectedAt} is null) = ${on}`,
        ),
      )
      .returning({ id: tenancies.id });
    if (changed.length > 0) {
      await publish(tx, { type: "host", vmId });
    }
    return changed.length > 0;
  });
}

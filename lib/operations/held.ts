import "server-only";
import { count, isNotNull } from "drizzle-orm";
import { database } from "../db/connection";
import { publish } from "../db/notify";
import { operations } from "../db/schema";

/** How many operations of a restored backup wait for staff. */
export async function countHeld(): Promise<number> {
  const [row] = await database().select({ n: count() }).from(operations).where(isNotNull(operations.heldAt));
  return row?.n ?? 0;
}

/** Has them followed like all others. Nothing is sent again. Returns how many there were. */
export async function resumeHeld(): Promise<number> {
  return database().transaction(async (tx) => {
    const rows = await tx
      .update(operations)
      .set({ heldAt: null })
      .where(isNotNull(operations.heldAt))
      .returning({ operationId: operations.id, vmId: operations.vmId });
    await publish(tx, ...rows.map((row) => ({ type: "operation", ...row }) as const));
    return rows.length;
  });
}

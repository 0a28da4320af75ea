import "server-only";
import type { Transaction } from "@/lib/db/connection";
import type { Notice } from "@/lib/db/notice";
import { publish } from "@/lib/db/notify";

/** More than this many at once and everybody reads anew: one notice in place of thousands. */
const MANY = 200;

/** Within the transaction that made the change, so that it is told exactly when it holds. */
export async function tellAll(tx: Transaction, notices: readonly Notice[]): Promise<void> {
  await publish(tx, ...(notices.length > MANY ? [{ type: "resync" } as const] : notices));
}

import "server-only";
import { sql } from "drizzle-orm";
import { database, type Transaction } from "@/lib/db/connection";
import type { Notice } from "@/lib/db/notice";
import { tellAll } from "./tell";

type Hidden = { vm_id: string; owner: string | null };

const told = (rows: readonly Hidden[]): Notice[] =>
  rows.flatMap((row): Notice[] => [
    { type: "host", vmId: row.vm_id },
    ...(row.owner === null ? [] : [{ type: "owner", userId: row.owner } as const]),
  ]);

/**
 * Several rows with one id, or a row that can't be read whole: whose host it is can't be said, so customers don't see
 * it and nothing is done to it until the master lists it once. Its tenancy stays as it was.
 */
export async function markDoubled(tx: Transaction, vmIds: readonly string[], asOf: Date): Promise<Notice[]> {
  if (vmIds.length === 0) {
    return [];
  }
  const result = await tx.execute<Hidden>(sql`insert into hosts as h (vm_id, seen_at, doubled)
    select id, ${asOf.toISOString()}, true from jsonb_array_elements_text(${JSON.stringify([...vmIds].sort())}::jsonb) id
    on conflict (vm_id) do update set doubled = true, missing_since = null, seen_at = excluded.seen_at
      where not h.doubled and h.seen_at <= excluded.seen_at
    returning h.vm_id, h.owner`);
  return told(result.rows);
}

/** The master was asked for this very id and has no such row. */
export async function markGone(vmId: string, asOf: Date): Promise<void> {
  await database().transaction(async (tx) => {
    const result =
      await tx.execute<Hidden>(sql`update hosts set gone_at = now(), missing_since = null, seen_at = ${asOf.toISOString()}
      where vm_id = ${vmId} and gone_at is null and seen_at <= ${asOf.toISOString()} returning vm_id, owner`);
    await tellAll(tx, told(result.rows));
  });
}

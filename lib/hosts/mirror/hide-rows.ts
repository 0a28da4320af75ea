import "server-only";
import { sql } from "drizzle-orm";
import { database, type Transaction } from "@/lib/db/connection";
import type { Notice } from "@/lib/db/notice";
import { tellAll } from "./tell";

/** Readings with content that must lack a host before it is gone. */
export const ENOUGH_ABSENCES = 2;
/** Two readings that are closer than this count once. */
export const APART_MS = 3_000;

/** Written when the master shows a host: all evidence of its absence is void. */
export const SHOWN = sql.raw(
  "missing_since = null, missing_asked_at = null, absences = 0, absent_at = null, refused_at = null",
);

type Hidden = { vm_id: string; owner: string | null };

const told = (rows: readonly Hidden[]): Notice[] =>
  rows.flatMap((row): Notice[] => [
    { type: "host", vmId: row.vm_id },
    ...(row.owner === null ? [] : [{ type: "owner", userId: row.owner } as const]),
  ]);

/**
 * For several rows with one id, or a row that can't be read whole: nobody can say whose host it is. So customers don't
 * see it and no command is sent until the master lists it once. Its tenancy stays.
 */
export async function markDoubled(tx: Transaction, vmIds: readonly string[], asOf: Date): Promise<Notice[]> {
  if (vmIds.length === 0) {
    return [];
  }
  const result = await tx.execute<Hidden>(sql`insert into hosts as h (vm_id, seen_at, doubled)
    select id, ${asOf.toISOString()}, true from jsonb_array_elements_text(${JSON.stringify([...vmIds].sort())}::jsonb) id
    on conflict (vm_id) do update set doubled = true, ${SHOWN}, seen_at = excluded.seen_at
      where not h.doubled and h.seen_at <= excluded.seen_at
    returning h.vm_id, h.owner`);
  return told(result.rows);
}

/** A question for this very id was answered without its row. An empty body proves nothing; content counts once. */
export async function noteAbsence(vmId: string, asOf: Date, hasContent: boolean): Promise<void> {
  const at = sql`${asOf.toISOString()}::timestamptz`;
  const counts = sql`(${hasContent} and (absent_at is null or absent_at <= ${at} - ${APART_MS} * interval '1 millisecond'))`;
  const noted = await database().execute<{ absences: number }>(sql`update hosts set
    missing_since = coalesce(missing_since, ${at}), absences = absences + case when ${counts} then 1 else 0 end,
    absent_at = case when ${counts} then ${at} else absent_at end
    where vm_id = ${vmId} and gone_at is null and seen_at <= ${at} returning absences`);
  if (hasContent && (noted.rows[0]?.absences ?? 0) >= ENOUGH_ABSENCES) {
    await markGone(vmId, asOf);
  }
}

/** There is enough evidence that the master no longer has it. `asOf`: what was read later stands. */
export async function markGone(vmId: string, asOf: Date): Promise<void> {
  await database().transaction(async (tx) => {
    const result = await tx.execute<Hidden>(sql`update hosts
      set gone_at = now(), ${SHOWN}, seen_at = ${asOf.toISOString()}
      where vm_id = ${vmId} and gone_at is null and seen_at <= ${asOf.toISOString()} returning vm_id, owner`);
    await tellAll(tx, told(result.rows));
  });
}

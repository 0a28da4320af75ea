import "server-only";
import { sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";

/** Fewer say nothing of how long a kind takes. */
const ENOUGH = 5;
const SLOW_KINDS = ["reinstall", "restore-snapshot", "resize-host"];

/**
 * From when on an operation counts as stuck, in milliseconds, for a kind: twice what nine of ten took that were done in
 * the last 30 days, but never sooner than the panel itself says that a host doesn't react.
 */
export async function stuckAfter(): Promise<(kind: string) => number> {
  const { notReactingMs, reinstallStuckMs } = config().operations;
  const usual = await database().execute<{ kind: string; ms: string }>(sql`select kind,
      2000 * percentile_cont(0.9) within group (order by extract(epoch from ended_at - started_at)) as ms
    from operations where outcome = 'done' and started_at > now() - interval '30 days' and ended_at is not null
    group by kind having count(*) >= ${ENOUGH}`);
  const byKind = new Map(usual.rows.map(({ kind, ms }) => [kind, Number(ms)]));
  return (kind) =>
    Math.max(notReactingMs, byKind.get(kind) ?? (SLOW_KINDS.includes(kind) ? reinstallStuckMs : 0));
}

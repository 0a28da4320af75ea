import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";

/** An hour of calls to the master, of all instances. `at` ISO 8601, when it began; times in milliseconds. */
export interface MasterHour {
  at: string;
  calls: number;
  refused: number;
  failed: number;
  /** Null in an hour without calls. */
  averageMs: number | null;
  slowestMs: number | null;
}

/** The last 24 hours, the running one last, without a gap. */
export async function masterDay(): Promise<MasterHour[]> {
  const found = await database().execute<{
    at: string | Date;
    calls: string;
    refused: string;
    failed: string;
    average_ms: string | null;
    slowest_ms: string | null;
  }>(sql`select h.at, coalesce(sum(m.calls), 0) as calls, coalesce(sum(m.refused), 0) as refused,
      coalesce(sum(m.failed), 0) as failed, sum(m.total_ms) / nullif(sum(m.calls), 0) as average_ms,
      max(m.slowest_ms) as slowest_ms
    from generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') as h(at)
    left join master_minutes m on m.minute >= h.at and m.minute < h.at + interval '1 hour'
    group by h.at order by h.at`);
  return found.rows.map((row) => ({
    at: new Date(row.at).toISOString(),
    calls: Number(row.calls),
    refused: Number(row.refused),
    failed: Number(row.failed),
    averageMs: row.average_ms === null ? null : Math.round(Number(row.average_ms)),
    slowestMs: row.slowest_ms === null ? null : Number(row.slowest_ms),
  }));
}

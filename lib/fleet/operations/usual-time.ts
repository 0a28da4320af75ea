import "server-only";
import { sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { OPERATION_KINDS, rulesOf } from "@/lib/operations/command-rules";
import { perProcess } from "@/lib/per-process";

/** Fewer say nothing of how long a kind takes. */
const ENOUGH = 5;
/** It reads a month of the ledger, and hardly changes. */
const KEPT_MS = 60_000;
const SLOW_KINDS: readonly string[] = OPERATION_KINDS.filter((kind) => rulesOf(kind).isSlow);

/**
 * From when on an operation counts as stuck, in milliseconds, for a kind: twice what nine of ten took that were done in
 * the last 30 days, but never sooner than the panel itself says that a host doesn't react.
 */
export async function stuckAfter(): Promise<(kind: string) => number> {
  const { notReactingMs, reinstallStuckMs } = config().operations;
  const byKind = await usualTimes();
  return (kind) =>
    Math.max(notReactingMs, byKind.get(kind) ?? (SLOW_KINDS.includes(kind) ? reinstallStuckMs : 0));
}

type Times = ReadonlyMap<string, number>;
const kept = perProcess<{ at: number; times: Promise<Times> | null }>("usual times", () => ({
  at: 0,
  times: null,
}));

/** As it was up to a minute ago; who comes while it is asked for waits for the same answer. */
function usualTimes(): Promise<Times> {
  const now = Date.now();
  if (kept.times && now - kept.at < KEPT_MS) {
    return kept.times;
  }
  const times = readUsualTimes();
  Object.assign(kept, { at: now, times });
  times.catch(() => {
    if (kept.times === times) {
      kept.times = null;
    }
  });
  return times;
}

async function readUsualTimes(): Promise<Times> {
  const usual = await database().execute<{ kind: string; ms: string }>(sql`select kind,
      2000 * percentile_cont(0.9) within group (order by extract(epoch from ended_at - started_at)) as ms
    from operations where outcome = 'done' and started_at > now() - interval '30 days' and ended_at is not null
    group by kind having count(*) >= ${ENOUGH}`);
  return new Map(usual.rows.map(({ kind, ms }) => [kind, Number(ms)]));
}

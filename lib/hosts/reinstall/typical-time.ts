import "server-only";
import { and, desc, eq, isNotNull } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { perProcess } from "@/lib/per-process";

/** Fewer say nothing. */
const AT_LEAST = 3;
const NEWEST = 50;

const kept = () =>
  perProcess("typical reinstall", () => new LRUCache<string, { ms: number | null }>({ max: 1, ttl: 60_000 }));

/** How long the last reinstalls of all hosts took, in ms: their median. Null where there are fewer than three. */
export async function typicalReinstallMs(): Promise<number | null> {
  const known = kept().get("all");
  if (known) {
    return known.ms;
  }
  const rows = await database()
    .select({ startedAt: operations.startedAt, endedAt: operations.endedAt })
    .from(operations)
    .where(
      and(eq(operations.kind, "reinstall"), eq(operations.outcome, "done"), isNotNull(operations.endedAt)),
    )
    .orderBy(desc(operations.endedAt))
    .limit(NEWEST);
  const took = rows.flatMap(({ startedAt, endedAt }) =>
    endedAt ? [endedAt.getTime() - startedAt.getTime()] : [],
  );
  const ms = medianOf(took);
  kept().set("all", { ms });
  return ms;
}

/** Exported for tests. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return sorted.length < AT_LEAST || low === undefined || high === undefined ? null : (low + high) / 2;
}

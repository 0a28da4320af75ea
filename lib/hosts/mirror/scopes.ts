import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { mirrorSyncs } from "@/lib/db/schema";
import { instanceId } from "@/lib/operations/instance";
import { perProcess } from "@/lib/per-process";
import type { UserId } from "@/lib/rstack/ids";

/** What is kept in step as one: the whole fleet, or one customer's hosts. */
export type Scope = "fleet" | `owner:${string}`;
export const ownerScope = (userId: UserId): Scope => `owner:${userId}`;

export type ScopeRow = typeof mirrorSyncs.$inferSelect;

/** A customer counts as looking for this long after the last look. */
export const WANTED_MS = 60_000;
/** Looks are written no oftener than this. */
const WRITE_WANTED_MS = 10_000;

const lastWritten = () => perProcess("mirror scopes wanted", () => new Map<string, number>());

/** Somebody looks: the scope is kept in step for the next minute. */
export async function wantScope(scope: Scope): Promise<void> {
  const written = lastWritten();
  const now = Date.now();
  if (now - (written.get(scope) ?? 0) < WRITE_WANTED_MS) {
    return;
  }
  if (written.size > 10_000) {
    written.clear();
  }
  written.set(scope, now);
  await database()
    .insert(mirrorSyncs)
    .values({ scope, wantedAt: new Date() })
    .onConflictDoUpdate({ target: mirrorSyncs.scope, set: { wantedAt: sql`now()` } });
}

export async function readScopes(scopes: Scope[]): Promise<Map<string, ScopeRow>> {
  const rows = await database().select().from(mirrorSyncs).where(inArray(mirrorSyncs.scope, scopes));
  return new Map(rows.map((row) => [row.scope, row]));
}

/** Takes a scope for `forMs`, so that one instance alone syncs it. False where another one has it. */
export async function claimScope(scope: Scope, forMs: number): Promise<boolean> {
  const taken =
    await database().execute(sql`insert into mirror_syncs as m (scope, claimed_by, claimed_until, started_at)
    values (${scope}, ${instanceId()}, now() + ${forMs} * interval '1 millisecond', now())
    on conflict (scope) do update set claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until,
      started_at = excluded.started_at
      where m.claimed_until is null or m.claimed_until < now()
    returning m.scope`);
  return taken.rows.length === 1;
}

/** `startedAt` on success is when the list was asked for: rows without a change are confirmed as of then. */
export async function releaseScope(
  scope: Scope,
  done: Partial<Pick<ScopeRow, "finishedAt" | "rows" | "heldBackRows" | "heldBackAt" | "acceptedAt">>,
): Promise<void> {
  await database()
    .update(mirrorSyncs)
    .set({ ...done, claimedBy: null, claimedUntil: null })
    .where(and(eq(mirrorSyncs.scope, scope), eq(mirrorSyncs.claimedBy, instanceId())));
}

/** Customers who look and whose list is older than `everyMs`, the longest waiting first. */
export async function dueOwners(everyMs: number, limit: number): Promise<string[]> {
  const due = await database().execute<{ scope: string }>(sql`select scope from mirror_syncs
    where scope like 'owner:%' and wanted_at > now() - ${WANTED_MS} * interval '1 millisecond'
      and (started_at is null or started_at < now() - ${everyMs} * interval '1 millisecond')
      and (claimed_until is null or claimed_until < now())
    order by started_at nulls first limit ${limit}`);
  return due.rows.map((row) => row.scope.slice("owner:".length));
}

import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { mirrorSyncs } from "@/lib/db/master-schema";
import { every } from "@/lib/every";
import { instanceId } from "@/lib/operations/instance";
import { inMs } from "@/lib/operations/leases";
import { perProcess } from "@/lib/per-process";
import type { UserId } from "@/lib/rstack/ids";

/**
 * What is kept in step as one: the whole fleet, one customer's hosts, what is known of the `userid`
 * filter, the names of areas and nodes, the hosts that a list lacked, the nodes, how full the pools are, how the
 * master answers what its document leaves open, the states of hosts that nobody sees, the samples that alarms need, the
 * look at alarms, and the sums of traffic.
 */
export type Scope =
  | "fleet"
  | "filter"
  | "names"
  | "missing"
  | "nodes"
  | "pools"
  | "learning"
  | "unseen"
  | "samples"
  | "alarms"
  | "traffic"
  | `owner:${string}`;
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

/** A lease dies with its process: nobody waits longer than this for a killed instance. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

type Finished = Partial<
  Pick<ScopeRow, "finishedAt" | "rows" | "heldBackRows" | "heldBackAt" | "acceptedAt" | "unreadable">
>;
/** What came of it, and for how long no instance tries again; 0 where its age alone decides. */
export type ScopeEnd = { set: Finished; restMs: number };

/**
 * Runs `work` as the one instance that is at this scope, across all instances. `elsewhere`: another one is, or it
 * rests after a fault. Throws what `work` throws, and lets the scope rest then too.
 */
export async function withScope<T>(
  scope: Scope,
  restAfterFaultMs: number,
  work: () => Promise<{ result: T; end: ScopeEnd | "fault" }>,
): Promise<T | "elsewhere"> {
  if (!(await lease(scope))) {
    return "elsewhere";
  }
  const { stop } = every(RENEW_MS, "a lease on the mirror could not be renewed", () => renew(scope));
  let end: ScopeEnd = { set: {}, restMs: restAfterFaultMs };
  try {
    const done = await work();
    end = done.end === "fault" ? end : done.end;
    return done.result;
  } finally {
    stop();
    await release(scope, end);
  }
}

const mine = (scope: Scope) => and(eq(mirrorSyncs.scope, scope), eq(mirrorSyncs.claimedBy, instanceId()));

async function lease(scope: Scope): Promise<boolean> {
  const taken =
    await database().execute(sql`insert into mirror_syncs as m (scope, claimed_by, claimed_until, started_at)
    values (${scope}, ${instanceId()}, ${inMs(LEASE_MS)}, now())
    on conflict (scope) do update set claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until,
      started_at = excluded.started_at
      where m.claimed_until is null or m.claimed_until < now()
    returning m.scope`);
  return taken.rows.length === 1;
}

const renew = (scope: Scope) =>
  database()
    .update(mirrorSyncs)
    .set({ claimedUntil: inMs(LEASE_MS) })
    .where(mine(scope));

const release = (scope: Scope, { set, restMs }: ScopeEnd) =>
  database()
    .update(mirrorSyncs)
    .set({ ...set, claimedBy: null, claimedUntil: restMs > 0 ? inMs(restMs) : null })
    .where(mine(scope));

/** Customers who look and whose list is older than `everyMs`, the longest waiting first. */
export async function dueOwners(everyMs: number, limit: number): Promise<string[]> {
  const due = await database().execute<{ scope: string }>(sql`select scope from mirror_syncs
    where scope like 'owner:%' and wanted_at > now() - ${WANTED_MS} * interval '1 millisecond'
      and (finished_at is null or finished_at < now() - ${everyMs} * interval '1 millisecond')
      and (claimed_until is null or claimed_until < now())
    order by finished_at nulls first limit ${limit}`);
  return due.rows.map((row) => row.scope.slice("owner:".length));
}

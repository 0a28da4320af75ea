import "server-only";
import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { mirrorSyncs } from "@/lib/db/master-schema";
import { parseUserId } from "@/lib/rstack/ids";
import type { HostRecord } from "../host-record";
import { ownerScope, readScopes, type Scope, type ScopeRow } from "./scopes";

/** When the mirror of these hosts was last in step: the newer of the customer's own sync and the fleet's. */
export async function inStepAt(owner: string | null): Promise<Date | null> {
  const times = (await syncsOf(owner)).flatMap((row) => (row.finishedAt ? [row.finishedAt.getTime()] : []));
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** What could not be read in the newest list of these hosts, in RStack's words; null where it could. */
export async function unreadableList(owner: string | null): Promise<string | null> {
  const syncs = (await syncsOf(owner)).filter(({ startedAt }) => startedAt !== null);
  const [newest] = syncs.toSorted((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0));
  return newest?.unreadable ?? null;
}

async function syncsOf(owner: string | null): Promise<ScopeRow[]> {
  const userId = parseUserId(owner);
  const scopes: Scope[] = userId ? ["fleet", ownerScope(userId)] : ["fleet"];
  return [...(await readScopes(scopes)).values()];
}

/** The same, for a statement that reads the host. */
export const listedAtOf = (owner: AnyColumn): SQL<Date | null> =>
  sql`(select max(${mirrorSyncs.finishedAt}) from ${mirrorSyncs}
    where ${mirrorSyncs.scope} in ('fleet', 'owner:' || ${owner}))`.mapWith(mirrorSyncs.finishedAt);

/**
 * When the master last confirmed this row: a list that held it unchanged writes nothing but its own time. A list that
 * lacked it takes back what earlier ones said. `listed`: when the mirror of it was last in step.
 */
export function confirmedAt(row: HostRecord, listed: Date | null): Date {
  if (row.missingSince !== null) {
    return new Date(0);
  }
  return listed && listed > row.seenAt && !row.doubled && row.goneAt === null ? listed : row.seenAt;
}

import "server-only";
import { type AnyColumn, eq, inArray, type SQL, sql } from "drizzle-orm";
import { prepared } from "@/lib/db/connection";
import { masterProfile, mirrorSyncs } from "@/lib/db/master-schema";
import type { UserId } from "@/lib/rstack/ids";
import type { HostRecord } from "../host-record";
import { ownerScope } from "./scopes";

/** How far the mirror of a customer's hosts is in step, and whether the master answers. */
export interface Step {
  /** When it was last in step: the newer of the customer's own sync and the fleet's. */
  asOf: Date | null;
  /** What could not be read in the newest list, in RStack's words; null where it could. */
  unreadable: string | null;
  downSince: Date | null;
  /** Null before the master's first answer. */
  knowsOwnerFilter: boolean | null;
}

const stepOf = prepared((db) =>
  db
    .select({
      downSince: masterProfile.downSince,
      knowsOwnerFilter: masterProfile.knowsOwnerFilter,
      startedAt: mirrorSyncs.startedAt,
      finishedAt: mirrorSyncs.finishedAt,
      unreadable: mirrorSyncs.unreadable,
    })
    .from(sql`(select 1) as one`)
    .leftJoin(masterProfile, eq(masterProfile.id, "master"))
    .leftJoin(mirrorSyncs, inArray(mirrorSyncs.scope, ["fleet", sql.placeholder("scope")]))
    .prepare("step_of_owner"),
);

/** In one statement; a list may be unreadable before anything else is known of the master. */
export async function readStep(owner: UserId): Promise<Step> {
  const rows = await stepOf().execute({ scope: ownerScope(owner) });
  const times = rows.flatMap(({ finishedAt }) => (finishedAt ? [finishedAt.getTime()] : []));
  const newest = rows
    .filter(({ startedAt }) => startedAt !== null)
    .toSorted((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0))[0];
  return {
    asOf: times.length === 0 ? null : new Date(Math.max(...times)),
    unreadable: newest?.unreadable ?? null,
    downSince: rows[0]?.downSince ?? null,
    knowsOwnerFilter: rows[0]?.knowsOwnerFilter ?? null,
  };
}

/** When the mirror of a host's owner was last in step, for a statement that reads the host. */
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

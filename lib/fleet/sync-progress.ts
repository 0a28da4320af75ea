import "server-only";
import { sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { readScopes, WANTED_MS } from "@/lib/hosts/mirror/scopes";
import { type FleetReading, fleetReadingOf } from "./hosts/fleet-reading";

/** How far the panel's copy of the master has come. Times ISO 8601 in UTC, null where there was none. */
export interface SyncProgress {
  /** The list of all hosts. */
  fleet: FleetReading;
  /** Customers who look at their hosts now, and how many of them have a list that is young enough. */
  customers: { looking: number; inStep: number };
  nodes: { listed: number; asOf: string | null };
}

export async function syncProgress(): Promise<SyncProgress> {
  const youngMs = 2 * config().mirror.ownerMs;
  const [scopes, counted] = await Promise.all([
    readScopes(["fleet"]),
    database().execute<{
      looking: string;
      in_step: string;
      nodes: string;
      nodes_at: string | Date | null;
    }>(sql`select count(*) as looking,
      count(*) filter (where finished_at > now() - ${youngMs} * interval '1 millisecond') as in_step,
      (select count(*) from nodes) as nodes, (select max(seen_at) from nodes) as nodes_at
      from mirror_syncs where scope like 'owner:%' and wanted_at > now() - ${WANTED_MS} * interval '1 millisecond'`),
  ]);
  const [row] = counted.rows;
  return {
    fleet: fleetReadingOf(scopes.get("fleet")),
    customers: { looking: Number(row?.looking ?? 0), inStep: Number(row?.in_step ?? 0) },
    nodes: {
      listed: Number(row?.nodes ?? 0),
      asOf: row?.nodes_at ? new Date(row.nodes_at).toISOString() : null,
    },
  };
}

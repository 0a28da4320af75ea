import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { currentRequest } from "@/lib/request-context";
import { CallQueue, type Lease } from "./call-queue";
import type { Database } from "./connection";

const Granted = z.object({ granted: z.coerce.number().int() });

/**
 * The budget of all instances together: a token bucket in one row, filled at `callsPerSecond`, holding one second's
 * worth. The database's clock counts, since the instances' clocks differ.
 */
export function databaseCallBudget(database: () => Database, callsPerSecond: number): CallQueue {
  const burst = Math.max(1, Math.floor(callsPerSecond));
  const lease = databaseLease(database, callsPerSecond, burst);
  // Work that a request left behind, such as the mirror's loops, is the panel's own.
  const accountOf = () => {
    const request = currentRequest();
    return request?.endedAt === undefined ? (request?.callShare ?? request?.account ?? null) : null;
  };
  return new CallQueue(lease, callsPerSecond, burst, accountOf);
}

export function databaseLease(database: () => Database, callsPerSecond: number, burst: number): Lease {
  return async (want, reserve) => {
    const first = await grant(database(), callsPerSecond, burst, want, reserve);
    if (first !== null) {
      return first;
    }
    await database().execute(sql`
      insert into call_budget (id, tokens, refilled_at) values ('master', ${burst}, clock_timestamp())
      on conflict (id) do nothing`);
    return (await grant(database(), callsPerSecond, burst, want, reserve)) ?? 0;
  };
}

/** Null where the row isn't there yet. What was filled counts in whole calls; the rest of the time stays on the row. */
async function grant(db: Database, rate: number, burst: number, want: number, reserve: number) {
  const result = await db.execute(sql`
    with row as (
      select tokens, refilled_at, clock_timestamp() as now
      from call_budget where id = 'master' for update
    ), filled as (
      select tokens, refilled_at, now,
        floor(greatest(0, extract(epoch from now - refilled_at)) * ${rate}::numeric) as gained
      from row
    ), level as (
      select least(${burst}::numeric, tokens + gained)::int as available,
        case when tokens + gained >= ${burst}::numeric or refilled_at > now then now
          else refilled_at + (gained / ${rate}::numeric) * interval '1 second' end as at
      from filled
    ), given as (
      select available, at, greatest(0, least(${want}::int, available - ${reserve}::int)) as granted from level
    )
    update call_budget set tokens = given.available - given.granted, refilled_at = given.at
    from given where call_budget.id = 'master'
    returning given.granted as granted`);
  const row = Granted.safeParse(result.rows[0]);
  return row.success ? row.data.granted : null;
}

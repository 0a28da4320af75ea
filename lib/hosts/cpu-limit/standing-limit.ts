import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { type CpuLimit, cpuLimitOf, KeptLimit } from "./cpu-limit";

/** One that nothing ended yet, with the figure before all of them. */
export interface StandingLimit extends CpuLimit {
  id: string;
  before: number;
}

/**
 * Of the row `made` of the ledger: a limit that was set, or may have been, and that nothing later in the same tenancy ended.
 * A later change of the figure ends it, and so does a look at its end that found another one.
 */
export const isStanding = (): SQL => sql`made.kind = 'limit-cpu' and made.outcome in ('done', 'unconfirmed')
  and not exists (select 1 from operations later
    where later.tenancy_id = made.tenancy_id and later.started_at > made.started_at
      and ((later.outcome = 'done' and later.kind <> 'limit-cpu' and later.params -> 'changes' ? 'cpuLimitPercent')
        or (later.kind = 'lift-cpu-limit' and later.outcome = 'not-sent'
          and later.not_sent_cause = 'nothing-changed')))`;

/** For a query that joins `tenancies`: what the newest limit that RStack shows keeps, or null. */
export const cpuLimitColumn = (): SQL<unknown> => sql`(select made.params from operations made
  where made.tenancy_id = tenancies.id and ${isStanding()} and made.outcome = 'done'
  order by made.started_at desc limit 1)`;

/** Those of one tenancy, the newest first: more than one where a later one took an earlier one's place. */
export async function standingLimits(tenancyId: string): Promise<StandingLimit[]> {
  const { rows } = await database().execute<{ id: string; params: unknown }>(sql`
    select made.id, made.params from operations made
    where made.tenancy_id = ${tenancyId} and ${isStanding()} order by made.started_at desc`);
  return rows.flatMap(({ id, params }) => {
    const limit = cpuLimitOf(params);
    return limit ? [{ ...limit, id, before: KeptLimit.parse(params).before }] : [];
  });
}

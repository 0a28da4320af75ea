import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/db/connection";
import { dayAt } from "../calendar";
import { readMasterClock } from "../master-clock";
import { NETWORK_UNITS } from "./fit-unit";
import { WHOLE_DAY_MINUTES } from "./traffic-view";
import { readUnit } from "./unit";

/** Over so many days back counter and samples are held against each other. */
export const DIFFERENCE_DAYS = 30;
/** Nearer than this they are the same: counters are whole GB, and neither measures exactly. */
const LEAST_SHARE = 0.2;
const LEAST_GB = 10;

/** A host whose counter doesn't say what its samples do, over the same time. GB. */
export interface CounterDifference {
  hostId: string;
  hostName: string | null;
  customer: string | null;
  /** By the counter, and by the samples as counters usually have them. */
  countedGb: number;
  meteredGb: number;
  days: number;
}

const Row = z.object({
  vm_id: z.string(),
  name: z.string().nullable(),
  owner: z.string().nullable(),
  counted: z.coerce.number(),
  metered: z.coerce.number(),
  days: z.number(),
  total: z.number(),
});

/** Hosts whose metered and counted traffic differ, the widest apart first, a page of them. None while the unit isn't known. */
export async function counterDifferences({
  skip,
  limit,
}: {
  skip: number;
  limit: number;
}): Promise<{ rows: CounterDifference[]; total: number }> {
  const [fit, { now, likelyOffset }] = await Promise.all([readUnit(), readMasterClock()]);
  if (fit.verdict !== "fits") {
    return { rows: [], total: 0 };
  }
  const { unit, counted, ratio } = fit.fit;
  const sums = { both: sql`span_in + span_out`, out: sql`span_out`, in: sql`span_in` };
  const gb = (NETWORK_UNITS[unit] * ratio) / 1e9;
  const since = dayAt(now - DIFFERENCE_DAYS * 86_400, likelyOffset);
  const { rows } = await database().execute(sql`with sums as (
      select tenancy_id, sum(used_last_gb - used_first_gb) as counted, sum(${sums[counted]}) * ${gb}::float8 as metered,
        count(*)::int as days
      from traffic_days where day >= ${since} and complete and minutes >= ${WHOLE_DAY_MINUTES} and span_in is not null
        and used_last_at > used_first_at group by tenancy_id)
    select h.vm_id, h.name, h.owner, s.counted, s.metered, s.days, (count(*) over ())::int as total
    from sums s join tenancies t on t.id = s.tenancy_id and t.until is null
    join hosts h on h.vm_id = t.vm_id and h.owner = t.owner and h.gone_at is null and not h.doubled
    where abs(s.counted - s.metered) >= greatest(${LEAST_GB}, ${LEAST_SHARE}::float8 * greatest(s.counted, s.metered))
    order by abs(s.counted - s.metered) desc, h.vm_id limit ${limit} offset ${skip}`);
  const parsed = z.array(Row).parse(rows);
  return {
    rows: parsed.map((row) => ({
      ...{ hostId: row.vm_id, hostName: row.name, customer: row.owner },
      ...{ countedGb: row.counted, meteredGb: row.metered, days: row.days },
    })),
    total: parsed[0]?.total ?? 0,
  };
}

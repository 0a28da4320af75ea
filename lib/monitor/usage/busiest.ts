import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/db/connection";
import { gbOf } from "../traffic/fit-unit";
import { readUnit } from "../traffic/unit";

/** Hours back from now. */
export const USAGE_HOURS = { hour: 1, day: 24, week: 168 } as const;
export type UsagePeriod = keyof typeof USAGE_HOURS;
export const USAGE_SORTS = ["cpu", "disk", "network", "traffic"] as const;
export type UsageSort = (typeof USAGE_SORTS)[number];

/** What a host did on average while it was recorded. */
export interface HostUsage {
  hostId: string;
  hostName: string | null;
  customer: string | null;
  nodeId: string | null;
  /** Percent. */
  cpu: number | null;
  /** In the samples' own units. */
  disk: number | null;
  network: number | null;
  /** In and out, GB; null while the samples' unit isn't known. */
  trafficGb: number | null;
  minutes: number;
}

const figure = z.number().nullable();
const Row = z.object({
  ...{ vm_id: z.string(), name: z.string().nullable(), owner: z.string().nullable() },
  ...{ node_id: z.string().nullable(), minutes: z.number() },
  ...{ cpu: figure, disk: figure, network: figure, traffic: figure },
});
const Found = z.object({ fleet: z.number(), recorded: z.number(), rows: z.array(Row) });

/**
 * Hosts by what they did lately, the busiest first, a page of them. `recorded` of `fleet` hosts have samples of that time. An
 * hour is the running one and the last.
 */
export async function busiestHosts(asked: {
  period: UsagePeriod;
  sort: UsageSort;
  skip: number;
  limit: number;
}): Promise<{ rows: HostUsage[]; recorded: number; fleet: number }> {
  const fit = await readUnit();
  const since = Math.floor(Date.now() / 1000) - (USAGE_HOURS[asked.period] + 1) * 3_600;
  const mean = (name: "cpu" | "disk" | "network") => {
    const column = sql.identifier(name);
    return sql`sum(${column} * minutes) / sum(minutes) filter (where ${column} is not null) as ${column}`;
  };
  const { rows } = await database().execute(sql`with there as (
      select t.id, h.vm_id, h.name, h.owner, h.node_id from hosts h
      left join tenancies t on t.vm_id = h.vm_id and t.until is null where h.gone_at is null and not h.doubled),
    sums as (select tenancy_id, sum(minutes)::int as minutes, ${mean("cpu")}, ${mean("disk")}, ${mean("network")},
        sum(network * minutes) as traffic
      from usage_hours where hour > ${since} group by tenancy_id),
    found as (select * from there join sums on sums.tenancy_id = there.id)
    select (select count(*)::int from there) as fleet, (select count(*)::int from found) as recorded,
      coalesce((select jsonb_agg(to_jsonb(page)) from (select * from found
        order by ${sql.identifier(asked.sort)} desc nulls last, vm_id limit ${asked.limit} offset ${asked.skip}) page),
        '[]'::jsonb) as rows`);
  const { rows: found, ...counts } = Found.parse(rows[0]);
  return {
    ...counts,
    rows: found.map(({ vm_id, name, owner, node_id, traffic, ...figures }) => ({
      ...{ ...figures, hostId: vm_id, hostName: name, customer: owner, nodeId: node_id },
      trafficGb: fit.verdict === "fits" && traffic !== null ? gbOf(fit.fit.unit, traffic) : null,
    })),
  };
}

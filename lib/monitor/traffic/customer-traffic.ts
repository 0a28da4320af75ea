import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/db/connection";
import type { UserId } from "@/lib/rstack/ids";
import { amountsOf, readTraffic, thisMonth } from "./read-traffic";
import type { Amounts, TrafficView } from "./traffic-view";
import { readUnit } from "./unit";

/** A customer's hosts `h` with their tenancies `t`; with `among` only those of these tenancies. */
const theirs = (owner: UserId, among: readonly string[] | null): SQL => sql`tenancies t
  join hosts h on h.vm_id = t.vm_id and h.owner = t.owner and h.gone_at is null and not h.doubled
  where t.owner = ${owner} and t.until is null and t.retired_at is null
    and ${among === null ? sql`true` : sql`t.id = any(${sql.param([...among])}::uuid[])`}`;

/** The traffic of all hosts that a customer has, since they have them, added up. `among`: of these tenancies alone. */
export const trafficOfCustomer = (owner: UserId, among: readonly string[] | null): Promise<TrafficView> =>
  readTraffic(sql`tenancy_id in (select t.id from ${theirs(owner, among)})`, null);

export interface HostTraffic extends Amounts {
  hostId: string;
  name: string;
  /** So many days of the month were recorded. */
  days: number;
}

const Row = z.object({
  vm_id: z.string(),
  name: z.string(),
  in_sum: z.number(),
  out_sum: z.number(),
  days: z.number(),
  total: z.number(),
});

/** A customer's hosts by what they had in a month (`2026-12`; null: the running one), the most first, a page of them. */
export async function hostsByTraffic(
  owner: UserId,
  { month: asked, skip, limit }: { month: string | null; skip: number; limit: number },
): Promise<{ month: string; rows: HostTraffic[]; total: number }> {
  const month = asked ?? (await thisMonth());
  const of = `${month.replace("-", "")}%`;
  const { rows } = await database().execute(sql`select t.vm_id,
      coalesce(max(l.name), max(h.name), t.vm_id) as name, coalesce(sum(d.in_sum), 0) as in_sum,
      coalesce(sum(d.out_sum), 0) as out_sum, count(d.in_sum)::int as days, (count(*) over ())::int as total
    from (select t.id, t.vm_id, h.name from ${theirs(owner, null)}) t join hosts h on h.vm_id = t.vm_id
    left join host_labels l on l.tenancy_id = t.id
    left join traffic_days d on d.tenancy_id = t.id and d.day like ${of}
    group by t.id, t.vm_id order by sum(d.in_sum + d.out_sum) desc nulls last, t.vm_id
    limit ${limit} offset ${skip}`);
  const fit = await readUnit();
  const parsed = z.array(Row).parse(rows);
  return {
    month,
    rows: parsed.map((row) => ({
      ...amountsOf(fit, row.in_sum, row.out_sum),
      ...{ hostId: row.vm_id, name: row.name, days: row.days },
    })),
    total: parsed[0]?.total ?? 0,
  };
}

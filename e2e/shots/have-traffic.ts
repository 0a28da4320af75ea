import { haveDowntime } from "../support/have-downtime";
import { inDatabase } from "../support/panel-rows";
import type { World } from "../support/world";

/** A year of traffic for all hosts, busier on workdays, with a day that lacks hours and some without any; and its unit is known. One was off at times. */
export async function haveTraffic(world: World): Promise<void> {
  await inDatabase(
    world,
    `insert into traffic_days as d (tenancy_id, day, in_sum, out_sum, minutes, complete)
     select t.id, to_char(now() - n * interval '1 day', 'YYYYMMDD'), 60000 * f, 90000 * f * (1 + 0.5 * sin(n * 2.3)),
       case n when 9 then 820 else 1440 end, n > 0
     from tenancies t cross join generate_series(0, 300) n
     cross join lateral (select (1.5 + sin(n * 0.9 + t.vm_id::int)) * case n when 9 then 0.5 else 1 end
       * (1 + t.vm_id::int % 4) / 2 as f) x
     where t.until is null and n not between 13 and 14
     on conflict (tenancy_id, day) do update set in_sum = excluded.in_sum, out_sum = excluded.out_sum,
       minutes = excluded.minutes, complete = excluded.complete`,
  );
  await inDatabase(
    world,
    `insert into usage_hours as u (tenancy_id, hour, minutes, cpu, disk, network)
     select t.id, (extract(epoch from date_trunc('hour', now()))::bigint) - n * 3600, 60,
       50 + 45 * sin(t.vm_id::int * 1.7), 12 + 11 * sin(t.vm_id::int * 2.9), 1500 + 1400 * sin(t.vm_id::int * 0.7 + n * 0.1)
     from tenancies t cross join generate_series(0, 100) n where t.until is null and t.vm_id::int % 5 <> 0
     on conflict do nothing`,
  );
  // Two counters that don't say what the samples do.
  await inDatabase(
    world,
    `update traffic_days d set used_first_gb = 0, used_first_at = 1, used_last_gb = 3 + t.vm_id::int % 5, used_last_at = 2,
       span_in = in_sum, span_out = out_sum
     from tenancies t where t.id = d.tenancy_id and t.vm_id in ('101', '103') and t.until is null and d.complete`,
  );
  const fit = { unit: "kB/s", counted: "both", ratio: 1.03, spread: 0.02 };
  await inDatabase(world, "update master_profile set traffic_unit_at = now(), traffic_unit = $1", [
    JSON.stringify({ verdict: "fits", pairs: 412, counted: "both", fit }),
  ]);
  await haveDowntime(world, "101");
}

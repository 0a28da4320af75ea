import "server-only";
import { sql } from "drizzle-orm";
import { config } from "../config";
import { every } from "../every";
import { isHolder } from "./record";
import { noteSightings } from "./sightings";

/** Looks now and then at what the mirror has by then. Instances that do so at once tell nothing twice. Returns what ends it. */
export const startTrafficLooks = (): (() => void) =>
  every(config().notifications.lookMs, "traffic could not be looked through", lookForTraffic).stop;

/**
 * Sees to it that the customers are told of hosts that have used 80 or 100 % of their traffic: each once for each limit between two resets. By
 * the day, since lists and states may tell the time of a reset differently; where none is known, by the month.
 */
export async function lookForTraffic(): Promise<void> {
  await noteSightings(sql`select distinct on (e.tenancy_id, e.event_key)
      e.tenancy_id, e.kind, e.data, e.event_key, now() as seen_at from (
      select a.id as account_id, t.id as tenancy_id, 'traffic' as kind,
        jsonb_build_object('percent', p.percent, 'usedGb', h.traffic_used_gb, 'limitGb', h.traffic_limit_gb) as data,
        concat_ws(' ', 'traffic', t.id, to_char(coalesce(h.traffic_reset_at, date_trunc('month', now())) at time zone 'UTC',
          'YYYY-MM-DD'), h.traffic_limit_gb, p.percent) as event_key
      from hosts h
      join tenancies t on t.vm_id = h.vm_id and t.until is null and t.owner = h.owner
      join accounts a on ${isHolder}
      cross join lateral (select case when h.traffic_used_gb >= h.traffic_limit_gb then 100 else 80 end as percent) p
      where h.traffic_limit_gb > 0 and h.traffic_used_gb * 5 >= h.traffic_limit_gb * 4
        and h.gone_at is null and not h.doubled) e
    where not exists (select 1 from notifications n where n.account_id = e.account_id and n.event_key = e.event_key)`);
}

import "server-only";
import { sql } from "drizzle-orm";
import { config } from "../config";
import { every } from "../every";
import { isHolder } from "./record";
import { noteSightings } from "./sightings";

/** Looks now and then at what shops say. Instances that do so at once tell nothing twice. Returns what ends it. */
export const startPaymentLooks = (): (() => void) =>
  every(config().notifications.lookMs, "renewals that are due could not be told of", () =>
    lookForRenewals(new Date()),
  ).stop;

/**
 * Sees to it that the owners are told 14, 7 and 1 days before the end of what is paid, and once it is over: each once for
 * each such day. What is over for more than a week is no news.
 */
export async function lookForRenewals(now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await noteSightings(sql`select distinct on (e.tenancy_id, e.event_key)
      e.tenancy_id, e.kind, e.data, e.event_key, now() as seen_at from (
      select a.id as account_id, t.id as tenancy_id, 'paid-until' as kind,
        jsonb_build_object('until', to_char(s.paid_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          'days', greatest(0, ceil(extract(epoch from s.paid_until - ${at}) / 86400))::int) as data,
        concat_ws(' ', 'paid-until', t.id, to_char(s.paid_until at time zone 'UTC', 'YYYY-MM-DD'), p.days) as event_key
      from host_services s
      join tenancies t on t.id = s.tenancy_id and t.until is null
      join hosts h on h.vm_id = t.vm_id and h.owner = t.owner and h.gone_at is null and not h.doubled
      join accounts a on ${isHolder}
      cross join lateral (select min(of.days) as days from (values (0), (1), (7), (14)) of (days)
        where s.paid_until <= ${at} + of.days * interval '1 day') p
      where s.paid_until > ${at} - interval '7 days' and p.days is not null) e
    where not exists (select 1 from notifications n where n.account_id = e.account_id and n.event_key = e.event_key)`);
}

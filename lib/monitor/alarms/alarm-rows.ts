import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { ALARM_KINDS } from "@/lib/notifications/kinds";
import { isHolder } from "@/lib/notifications/record";

const Time = z.number().nullable();

/** `alarm_states.memory`. */
export const Memory = z.object({
  at: Time,
  beyondSince: Time,
  backSince: Time,
  firedAt: Time,
  fires: z.array(z.number()),
});

/** `alarm_episodes.data`. */
export const AlarmData = z.object({
  alarm: z.enum(ALARM_KINDS),
  value: z.number(),
  unit: z.string(),
  minutes: z.number(),
  seen: z.number().nullable(),
  chart: z.string(),
  firedAt: z.number(),
});

/**
 * Each alarm that counts with each tenancy that it is of, as `p`: what `alarms` holds, and `of_tenancy`, `vm_id` and `owner`. It ends
 * with the tenancy, and one for all hosts with the account that made it.
 */
export const alarmPairs = sql`(
  select al.*, t.id as of_tenancy, t.vm_id, t.owner from alarms al join tenancies t on t.id = al.tenancy_id
    where al.paused_at is null and t.until is null and t.retired_at is null and t.owner <> ''
  union all
  select al.*, t.id, t.vm_id, t.owner from alarms al join accounts a on a.id = al.account_id
    join tenancies t on ${isHolder} where al.paused_at is null and t.until is null) p`;

/** The host `h` of the pair `p` is there, and theirs as far as the mirror knows. */
export const itsHost = sql`hosts h on h.vm_id = p.vm_id and h.owner = p.owner and h.gone_at is null and not h.doubled`;

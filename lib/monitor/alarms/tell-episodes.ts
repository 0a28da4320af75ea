import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { database, type Transaction } from "@/lib/db/connection";
import { alarmEpisodes } from "@/lib/db/notification-schema";
import { noteSighting } from "@/lib/notifications/sightings";
import { coversHost } from "@/lib/provider/announcements";
import { AlarmData } from "./alarm-rows";
import { isQuiet } from "./judge";

const MOST_AT_ONCE = 500;
const Moment = z.coerce.date().nullable();

const Episode = z.object({
  id: z.uuid(),
  tenancy_id: z.uuid(),
  data: AlarmData,
  resolved_at: Moment,
  fired_told_at: Moment,
  quiet_from: z.number().nullable(),
  quiet_to: z.number().nullable(),
  time_zone: z.string(),
  over: z.boolean(),
  silent: z.boolean(),
  silent_end: z.boolean(),
});

/** Maintenance or an incident is announced for where the episode's host stands, at that time. */
const isSilent = (
  at: SQL,
) => sql`exists (select 1 from announcements n join hosts h on h.vm_id = t.vm_id and ${coversHost}
  where n.tone in ('maintenance', 'incident') and n."from" <= ${at}
    and coalesce(least(n.until, n.withdrawn_at), 'infinity') > ${at})`;

/**
 * Tells what went off and what is over, each once, once RStack has said that the host is still theirs. In quiet hours and
 * while maintenance or an incident is announced it waits for their end; what was over by then is not told at all. Returns how many were looked at.
 */
export async function tellEpisodes(now: Date): Promise<number> {
  return database().transaction(async (tx) => {
    const { rows } = await tx.execute(sql`select e.id, e.tenancy_id, e.data, e.resolved_at, e.fired_told_at,
        al.quiet_from, al.quiet_to, al.time_zone, t.until is not null as over,
        ${isSilent(sql`now()`)} as silent, ${isSilent(sql`e.resolved_at`)} as silent_end
      from alarm_episodes e join alarms al on al.id = e.alarm_id join tenancies t on t.id = e.tenancy_id
      where e.settled_at is null and (e.fired_told_at is null or e.resolved_at is not null or t.until is not null)
      order by e.fired_at limit ${MOST_AT_ONCE} for update of e skip locked`);
    for (const row of rows) {
      await tellEpisode(tx, Episode.parse(row), now);
    }
    return rows.length;
  });
}

async function tellEpisode(tx: Transaction, episode: z.output<typeof Episode>, now: Date): Promise<void> {
  const { id, tenancy_id: tenancyId, data, resolved_at: resolvedAt, over } = episode;
  const hours = {
    quietFrom: episode.quiet_from,
    quietTo: episode.quiet_to,
    timeZone: episode.time_zone,
  };
  const set = (values: Partial<typeof alarmEpisodes.$inferInsert>) =>
    tx.update(alarmEpisodes).set(values).where(eq(alarmEpisodes.id, id));
  const isUntold = episode.fired_told_at === null;
  if (over || (isUntold && resolvedAt !== null && (episode.silent_end || isQuiet(hours, resolvedAt)))) {
    await set({ settledAt: now });
    return;
  }
  if (episode.silent || isQuiet(hours, now)) {
    return;
  }
  const at = { tenancyId, seenAt: now };
  if (isUntold) {
    await noteSighting(
      at,
      { kind: "alarm", key: `alarm ${id} fired`, data: { ...data, event: "fired" } },
      tx,
    );
  }
  if (resolvedAt !== null) {
    const end = { event: "resolved", resolvedAt: resolvedAt.getTime() / 1000 } as const;
    await noteSighting(at, { kind: "alarm", key: `alarm ${id} resolved`, data: { ...data, ...end } }, tx);
  }
  await set({ firedToldAt: now, ...(resolvedAt === null ? {} : { settledAt: now }) });
}

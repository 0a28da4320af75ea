import "server-only";
import { and, asc, eq, gt, gte, isNull, sql } from "drizzle-orm";
import { database, type Transaction } from "../db/connection";
import { ADVISORY_LOCKS } from "../db/locks";
import { fleetEvents } from "../db/token-schema";

/** What a provider's programs are told of; the triggers of the migration `fleet-events` write it. */
export const FLEET_EVENT_KINDS = [
  "operation-ended",
  "host-added",
  "host-changed",
  "host-removed",
  "customer-added",
  "customer-changed",
  "customer-removed",
] as const;

export type FleetEventKind = (typeof FLEET_EVENT_KINDS)[number];

export type FleetEvent = typeof fleetEvents.$inferSelect;

const isUnread = isNull(fleetEvents.position);

/**
 * Gives what is committed by now its place, behind all that has one: who reads up to a place and goes on from there misses
 * nothing, in whatever order transactions ended. Webhooks of the provider's get it with that.
 */
export async function placeEvents(): Promise<void> {
  if ((await database().$count(fleetEvents, isUnread)) > 0) {
    await database().transaction(placeIn);
  }
}

async function placeIn(tx: Transaction): Promise<void> {
  // Held until this is committed: whoever comes next sees the places that were given here.
  await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.fleetEvents})`);
  await tx.execute(sql`with placed as (update fleet_events e set position = p.position
    from (select id, row_number() over (order by at, id)
      + (select coalesce(max(position), 0) from fleet_events) as position
      from fleet_events where position is null) p where e.id = p.id
    returning e.id, e.kind, e.at)
    insert into webhook_deliveries (webhook_id, event_id)
      select w.id, placed.id from placed join webhooks w on w.token_id is not null
      where w.ended_at is null and placed.kind = any (w.kinds) and placed.at >= w.created_at`);
}

export async function readEvent(id: string): Promise<FleetEvent | undefined> {
  const [event] = await database().select().from(fleetEvents).where(eq(fleetEvents.id, id));
  return event;
}

/** In their places. `since` narrows by time. Null: there is no event `after`, or no longer. */
export async function readEvents(of: {
  after: string | null;
  since: Date | null;
  limit: number;
}): Promise<{ events: FleetEvent[]; next: string | null } | null> {
  await placeEvents();
  const [last] = of.after
    ? await database()
        .select({ position: fleetEvents.position })
        .from(fleetEvents)
        .where(eq(fleetEvents.id, of.after))
    : [{ position: 0 }];
  if (!last) {
    return null;
  }
  const rows = await database()
    .select()
    .from(fleetEvents)
    .where(
      and(gt(fleetEvents.position, last.position ?? 0), of.since ? gte(fleetEvents.at, of.since) : undefined),
    )
    .orderBy(asc(fleetEvents.position))
    .limit(of.limit + 1);
  const events = rows.slice(0, of.limit);
  return { events, next: rows.length > of.limit ? (events.at(-1)?.id ?? null) : null };
}

/** As programs read it, by the API and by webhooks. */
export const eventDocument = ({ vmId, owner, position: _, at, ...event }: FleetEvent) => ({
  ...event,
  ...{ at: at.toISOString(), hostId: vmId, customer: owner },
});

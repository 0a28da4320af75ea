import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Database, database, type Transaction } from "../db/connection";
import { isHolder, joinHoldersAndGuests, type NotificationEvent, recordFrom } from "./record";

// A hand-over in RStack's own console reaches the mirror a while later. What the panel sees of a host meanwhile is the next
// owner's, so it waits until RStack has said, later than it was seen, whose the host is.

/** What the panel sees of a host, in contrast to what somebody asked for. */
type Sighting = Extract<NotificationEvent, { kind: "traffic" | "alarm" | "host-down" | "host-up" }>;

const AT_ONCE = 500;
/** One that could not be confirmed for so long is no news any more. */
const LATEST = sql`interval '1 day'`;
/** An instance that asked may have died: then another one asks. */
const ASK_AGAIN = sql`interval '1 minute'`;

/** Told once it is confirmed that the host is of this tenancy still. `seenAt` is when it was asked for. */
export const noteSighting = (
  { tenancyId, seenAt }: { tenancyId: string; seenAt: Date },
  { kind, key, data }: Sighting,
  db: Database | Transaction,
): Promise<void> =>
  noteSightings(
    sql`select ${tenancyId}::uuid as tenancy_id, ${kind}::text as kind, ${JSON.stringify(data)}::jsonb as data,
      ${key}::text as event_key, ${seenAt.toISOString()}::timestamptz as seen_at`,
    db,
  );

/** The same for all rows of `sightings`; of tenancies that somebody can be told of. */
export async function noteSightings(sightings: SQL, db: Database | Transaction = database()): Promise<void> {
  await db.execute(sql`insert into host_sightings (tenancy_id, kind, data, event_key, seen_at)
    select n.tenancy_id, n.kind, n.data, n.event_key, n.seen_at from (${sightings}) n
    where exists (select 1 from tenancies t join accounts a on ${isHolder} where t.id = n.tenancy_id)
    on conflict (tenancy_id, event_key) do nothing`);
}

/** The host is there, and of the sighting's tenancy as far as the mirror knows. */
const isStillTheirs = sql`t.until is null and h.owner = t.owner and not h.doubled and h.gone_at is null`;
/** A row, or a list that held it, was asked for after it was seen. */
const isConfirmed = sql`h.missing_since is null and (h.seen_at > s.seen_at or exists (
  select 1 from mirror_syncs m where m.scope in ('fleet', 'owner:' || h.owner)
    and m.finished_at > s.seen_at and m.detail is null))`;

/** All but always there is none, and then nothing more is asked. */
export const anySighting = async (): Promise<boolean> =>
  (await database().execute(sql`select 1 from host_sightings limit 1`)).rows.length > 0;

const Row = z.object({ id: z.string() });

/** Tells what is confirmed by now, and drops what is of a former owner. Instances that do so at once tell nothing twice. */
export async function tellConfirmed(): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.execute(sql`delete from host_sightings s using tenancies t where t.id = s.tenancy_id
      and (s.seen_at < now() - ${LATEST} or not exists (select 1 from hosts h where h.vm_id = t.vm_id and ${isStillTheirs}))`);
    const { rows } = await tx.execute(sql`select s.id from host_sightings s
      join tenancies t on t.id = s.tenancy_id join hosts h on h.vm_id = t.vm_id
      where ${isStillTheirs} and ${isConfirmed} order by s.seen_at limit ${AT_ONCE} for update of s skip locked`);
    if (rows.length === 0) {
      return;
    }
    const ids = sql`array(select (jsonb_array_elements_text(${JSON.stringify(rows.map((row) => Row.parse(row).id))}::jsonb))::uuid)`;
    await recordFrom(
      sql`select a.id as account_id, t.id as tenancy_id, t.vm_id, s.kind, s.data, s.event_key
        from host_sightings s join tenancies t on t.id = s.tenancy_id ${joinHoldersAndGuests()}
        where s.id = any (${ids}) and (not a.is_guest or s.kind in ('alarm', 'host-down', 'host-up'))
        order by s.seen_at`,
      tx,
    );
    await tx.execute(sql`delete from host_sightings where id = any (${ids})`);
  });
}

/** Hosts whose owner this instance is to ask RStack for now, so that what was seen of them can be told. */
export async function claimUnconfirmed(most: number): Promise<string[]> {
  const { rows } = await database().execute<{
    vm_id: string;
  }>(sql`update host_sightings s set asked_at = now()
    from tenancies t where t.id = s.tenancy_id and s.id in (
      select id from host_sightings where asked_at is null or asked_at < now() - ${ASK_AGAIN}
      order by seen_at limit ${most} for update skip locked)
    returning t.vm_id`);
  return [...new Set(rows.map(({ vm_id }) => vm_id))];
}

import "server-only";
import { inArray, sql } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import { publish } from "../db/notify";
import { liveStreams } from "../db/schema";

const MOST_PER_SESSION = 5;
/** A place that was not renewed for so many times its turn belongs to an instance that is no more. */
const MISSED = 3;

export interface StreamPlace {
  id: string;
  sessionId: string;
  /** By the database's clock, which all instances share; null until the place was taken for the first time. */
  openedAt: string | null;
}

/**
 * Takes one of a session's places, which all instances share, or takes it again where its row was lost. Whoever is over
 * the limit gives way, the oldest first, and hears of it wherever it runs. Returns `openedAt`; null: it is this one.
 */
export function takePlace({ id, sessionId, openedAt }: StreamPlace): Promise<string | null> {
  const dead = sql`seen_at < clock_timestamp() - ${config().live.proofMs * MISSED} * interval '1 millisecond'`;
  return database().transaction(async (tx) => {
    // Under a lock, for two that come at once would not see each other.
    const taken = await tx.execute<{ opened_at: string }>(sql`
      with locked as materialized (
        select pg_advisory_xact_lock(hashtextextended(${`live ${sessionId}`}::text, 0)))
      insert into live_streams (id, session_id, opened_at, seen_at)
      select ${id}, ${sessionId}, coalesce(${openedAt}::timestamptz, clock_timestamp()), clock_timestamp() from locked
      on conflict (id) do update set seen_at = excluded.seen_at
      returning opened_at::text`);
    const cleared = await tx.execute<{ id: string; over: boolean }>(sql`
      delete from live_streams where session_id = ${sessionId} and (${dead} or id in (
        select id from live_streams where session_id = ${sessionId} and not (${dead})
        order by opened_at desc, id desc offset ${MOST_PER_SESSION}))
      returning id, not (${dead}) as over`);
    const over = cleared.rows.filter((row) => row.over);
    for (const { id: streamId } of over) {
      await publish(tx, { type: "stream", streamId });
    }
    return over.some((row) => row.id === id) ? null : (taken.rows[0]?.opened_at ?? null);
  });
}

/** Says that these are still open. Returns those whose place is lost. */
export async function renewPlaces(ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) {
    return [];
  }
  const held = await database()
    .update(liveStreams)
    .set({ seenAt: sql`clock_timestamp()` })
    .where(inArray(liveStreams.id, [...ids]))
    .returning({ id: liveStreams.id });
  const holding = new Set(held.map((row) => row.id));
  return ids.filter((id) => !holding.has(id));
}

export async function leavePlaces(ids: readonly string[]): Promise<void> {
  if (ids.length > 0) {
    await database()
      .delete(liveStreams)
      .where(inArray(liveStreams.id, [...ids]));
  }
}

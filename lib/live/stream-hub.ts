import "server-only";
import { randomUUID } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import type { Notice } from "../db/notice";
import { publish, subscribe } from "../db/notify";
import { liveStreams } from "../db/sign-in-schema";
import { log } from "../log";
import { perProcess } from "../per-process";
import { forgetFaults } from "./poll-host";

/** What the hub needs to know of a stream. */
export interface HubStream {
  readonly sessionId: string;
  hear(notice: Notice): void;
  /** More streams than a session may have, on all instances together: this one, the oldest, gives way. */
  giveWay(): void;
  /** The process ends, or can't tell how many there are: the browser shall come back by itself. */
  close(): void;
}

interface Hub {
  streams: Map<HubStream, StreamPlace>;
  unsubscribe: (() => void) | null;
  renewing: NodeJS.Timeout | null;
  /** Places to give back, a moment later all at once. */
  left: Set<string>;
}

const hub = () =>
  perProcess<Hub>("live-hub", () => ({
    streams: new Map(),
    unsubscribe: null,
    renewing: null,
    left: new Set(),
  }));

/** One subscription to the notices for all streams of a process. Returns how to end it and every stream with it. */
export function startLive(): () => void {
  const state = hub();
  state.unsubscribe ??= subscribe(hear);
  state.renewing ??= setInterval(() => void renew(), config().live.proofMs).unref();
  return stopLive;
}

function hear(notice: Notice): void {
  const { streams } = hub();
  if (notice.type === "stream") {
    [...streams].find(([, place]) => place.id === notice.streamId)?.[0].giveWay();
    return;
  }
  if (notice.type === "master") {
    forgetFaults();
  }
  if (notice.type === "resync") {
    void renew();
  }
  for (const stream of [...streams.keys()]) {
    stream.hear(notice);
  }
}

function stopLive(): void {
  const state = hub();
  state.unsubscribe?.();
  state.unsubscribe = null;
  if (state.renewing) {
    clearInterval(state.renewing);
    state.renewing = null;
  }
  for (const stream of [...state.streams.keys()]) {
    stream.close();
  }
}

/** `placed` resolves once the stream counts; where it may not stay it has been told so. `leave` takes it out again. */
export function joinHub(stream: HubStream): { placed: Promise<void>; leave: () => void } {
  startLive();
  const { streams } = hub();
  const place: StreamPlace = { id: randomUUID(), sessionId: stream.sessionId, openedAt: null };
  streams.set(stream, place);
  return {
    placed: settle(stream, place),
    leave: () => {
      if (streams.delete(stream)) {
        giveBack(place.id);
      }
    },
  };
}

async function settle(stream: HubStream, place: StreamPlace): Promise<void> {
  const openedAt = await takePlace(place);
  if (!hub().streams.has(stream)) {
    // It left while its place was being taken.
    giveBack(place.id);
  } else if (openedAt === null) {
    stream.giveWay();
  }
  place.openedAt = openedAt;
}

/** All streams of the process in one statement. One that should have given way and didn't hear of it does so now. */
async function renew(): Promise<void> {
  const { streams } = hub();
  try {
    const settled = [...streams.values()].filter((place) => place.openedAt !== null);
    const lost = new Set(await renewPlaces(settled.map((place) => place.id)));
    for (const [stream, place] of [...streams]) {
      if (lost.has(place.id)) {
        await settle(stream, place);
      }
    }
  } catch (err) {
    log.warn({ err }, "the open event streams could not be counted");
  }
}

function giveBack(id: string): void {
  const { left } = hub();
  if (left.size === 0) {
    setImmediate(() => {
      const ids = [...left];
      left.clear();
      leavePlaces(ids).catch((err) => log.warn({ err }, "places of event streams were not given back"));
    });
  }
  left.add(id);
}

/** How many streams are open in this process. */
export const openStreams = (): number => hub().streams.size;

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

import "server-only";
import { randomUUID } from "node:crypto";
import { config } from "../config";
import type { Notice } from "../db/notice";
import { subscribe } from "../db/notify";
import { log } from "../log";
import { perProcess } from "../per-process";
import { forgetFaults } from "./poll-host";
import { leavePlaces, renewPlaces, type StreamPlace, takePlace } from "./stream-leases";

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

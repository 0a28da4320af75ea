import "server-only";
import type { Notice } from "../db/notice";
import { subscribe } from "../db/notify";
import { perProcess } from "../per-process";
import { forgetFaults } from "./host-watch";

/** What the hub needs to know of a stream. */
export interface HubStream {
  readonly sessionId: string;
  hear(notice: Notice): void;
  /** More streams than a session may have: this one, the oldest, gives way. */
  giveWay(): void;
  /** The process ends: the browser shall come back by itself. */
  close(): void;
}

interface Hub {
  streams: Set<HubStream>;
  unsubscribe: (() => void) | null;
}

const MOST_PER_SESSION = 5;

const hub = () => perProcess<Hub>("live-hub", () => ({ streams: new Set(), unsubscribe: null }));

/** One subscription to the notices for all streams of a process. Returns how to end it and every stream with it. */
export function startLive(): () => void {
  const state = hub();
  state.unsubscribe ??= subscribe((notice) => {
    if (notice.type === "master") {
      forgetFaults();
    }
    for (const stream of [...state.streams]) {
      stream.hear(notice);
    }
  });
  return stopLive;
}

function stopLive(): void {
  const state = hub();
  state.unsubscribe?.();
  state.unsubscribe = null;
  for (const stream of [...state.streams]) {
    stream.close();
  }
}

/** Returns how to take it out again. */
export function joinHub(stream: HubStream): () => void {
  startLive();
  const { streams } = hub();
  const older = [...streams].filter((other) => other.sessionId === stream.sessionId);
  for (const oldest of older.slice(0, Math.max(0, older.length - MOST_PER_SESSION + 1))) {
    oldest.giveWay();
  }
  streams.add(stream);
  return () => {
    streams.delete(stream);
  };
}

/** How many streams are open in this process. */
export const openStreams = (): number => hub().streams.size;

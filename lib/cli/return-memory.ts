import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { log } from "../log";

const LOOK_MS = 10_000;
/** So many looks in a row without load are a pause in it. */
const QUIET_LOOKS = 2;
/** Of one core. */
const QUIET_LOAD = 0.25;
/** By so much the heap must have grown since it was last compacted, or since the start. */
const GROWN = 1.25;

/** `at` and `cpuMs` in ms, processor time since the process began; `heapBytes`: what V8 holds, used or not. */
export interface HeapReading {
  at: number;
  cpuMs: number;
  heapBytes: number;
}

/**
 * Gives memory back to the system after a peak. V8 keeps a page of its heap while anything on it is in use, and moves such
 * remains together only where little memory is left. A full collection that does holds the process for 150 to 175 ms
 * (`docs/performance.md`), so it waits until the load is low.
 */
export function startReturningMemory(): void {
  setInterval(watchHeap(readHeap, compactHeap), LOOK_MS).unref();
}

/** One look at the heap, which compacts it where that is due. */
export function watchHeap(read: () => HeapReading, compact: () => void): () => void {
  let before = read();
  let compacted = before.heapBytes;
  let quiet = 0;
  return () => {
    const now = read();
    const load = (now.cpuMs - before.cpuMs) / (now.at - before.at);
    before = now;
    quiet = load < QUIET_LOAD ? quiet + 1 : 0;
    if (quiet < QUIET_LOOKS || now.heapBytes < compacted * GROWN) {
      return;
    }
    compact();
    before = read();
    compacted = before.heapBytes;
    quiet = 0;
    const ms = Math.round(before.at - now.at);
    log.debug({ ms, fromBytes: now.heapBytes, toBytes: compacted }, "the heap was compacted");
  };
}

function readHeap(): HeapReading {
  const { user, system } = process.cpuUsage();
  return {
    at: performance.now(),
    cpuMs: (user + system) / 1000,
    heapBytes: process.memoryUsage().heapTotal,
  };
}

/** A full collection that moves what is left together. */
export function compactHeap(): void {
  setFlagsFromString("--expose-gc");
  setFlagsFromString("--compact-on-every-full-gc");
  try {
    runInNewContext("gc")();
  } finally {
    setFlagsFromString("--no-compact-on-every-full-gc");
  }
}

import { perProcess } from "../per-process";

interface Reading {
  running: Promise<unknown>;
  /** Asked for while one was running: that one may have read before the change. */
  next: Promise<unknown> | null;
}

const readings = () => perProcess("live-readings", () => new Map<string, Reading>());

/**
 * However many streams hear of one change, what they all need is read once. A caller never gets a read that began
 * before its call. `key` must name everything that `read` depends on, the viewer too.
 */
export function sharedRead<T>(key: string, read: () => Promise<T>): Promise<T> {
  const current = readings().get(key);
  if (!current) {
    return begin(key, read);
  }
  current.next ??= current.running.then(
    () => begin(key, read),
    () => begin(key, read),
  );
  return current.next as Promise<T>;
}

function begin<T>(key: string, read: () => Promise<T>): Promise<T> {
  // Callers of the same turn join: the read begins after all of them asked.
  const running = Promise.resolve().then(read);
  const reading: Reading = { running, next: null };
  readings().set(key, reading);
  const done = () => {
    if (readings().get(key) === reading && !reading.next) {
      readings().delete(key);
    }
  };
  running.then(done, done);
  return running;
}

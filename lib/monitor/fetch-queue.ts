import "server-only";
import { log } from "@/lib/log";
import { perProcess } from "@/lib/per-process";
import { fetchDay } from "./fetch-day";

/** Days read beside each other, by one instance. */
const AT_ONCE = 3;
/** Nobody asked for it since: the page was left, and so is the day. */
const WANTED_MS = 12_000;
const LONGEST = 2_000;

interface Wanted {
  tenancyId: string;
  day: string;
  wantedAt: number;
}

interface Queue {
  waiting: Map<string, Wanted>;
  /** Each resolves once no more waits for it. */
  workers: Set<Promise<void>>;
  /** Read at once, beside the queue. */
  atOnce: Set<Promise<unknown>>;
}

const queue = () =>
  perProcess<Queue>("days of samples wanted", () => ({
    waiting: new Map(),
    workers: new Set(),
    atOnce: new Set(),
  }));

/**
 * Has these days read behind the page's back, in their order, with the least of priorities. Who still looks asks again
 * within some seconds; what nobody asks for any more is dropped.
 */
export function wantDays(tenancyId: string, days: readonly string[]): void {
  const { waiting, workers } = queue();
  for (const day of days) {
    const key = `${tenancyId} ${day}`;
    if (waiting.size < LONGEST || waiting.has(key)) {
      waiting.set(key, { tenancyId, day, wantedAt: Date.now() });
    }
  }
  while (workers.size < Math.min(AT_ONCE, waiting.size)) {
    const worker: Promise<void> = work().finally(() => workers.delete(worker));
    workers.add(worker);
  }
}

/** Today's samples, for an answer that waits for them. "elsewhere" also after a fault. Never rejects. */
export function fetchToday(tenancyId: string, today: string): ReturnType<typeof fetchDay> {
  const { atOnce } = queue();
  const fetching = fetchDay(tenancyId, today, "open-host")
    .catch((err) => {
      log.warn({ err }, "today's samples could not be kept");
      return "elsewhere" as const;
    })
    .finally(() => atOnce.delete(fetching));
  atOnce.add(fetching);
  return fetching;
}

/** Resolves once no day waits or is on its way, today included; for tests. */
export async function daysAreRead(): Promise<void> {
  const { workers, atOnce } = queue();
  await Promise.all([...workers, ...atOnce]);
}

async function work(): Promise<void> {
  const { waiting } = queue();
  for (;;) {
    const [next] = waiting;
    if (!next) {
      return;
    }
    const [key, { tenancyId, day, wantedAt }] = next;
    waiting.delete(key);
    if (Date.now() - wantedAt < WANTED_MS) {
      await fetchDay(tenancyId, day, "drawing").catch((err) =>
        log.warn({ err, day }, "a day of samples could not be kept"),
      );
    }
  }
}

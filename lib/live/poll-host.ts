import "server-only";
import { eq } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import { hosts } from "../db/schema";
import { recordState } from "../hosts/record-state";
import { log } from "../log";
import { master } from "../master";
import { perProcess } from "../per-process";
import type { VmId } from "../rstack/ids";

/** `open`: its page is open. `list`: it is in view in a list. */
export type WatchNeed = "open" | "list";

interface Watched {
  watchers: Record<WatchNeed, number>;
  timer: NodeJS.Timeout | null;
  dueAt: number;
  polling: boolean;
  faults: number;
}

const watched = () => perProcess("host-watch", () => new Map<VmId, Watched>());

/** While the master does not answer. */
const LONGEST_MS = 30_000;
/** The first looks of a long list are spread over this, or the interval where that is shorter. */
const FIRST_LOOK_MS = { open: 0, list: 3_000 };
/** A state that another instance or the reconciler read this much of an interval ago is as good as our own. */
const FRESH = 0.8;

/**
 * One poll of a host and instance, however many watch it, at the pace of who needs it fastest; none when nobody does.
 * While an operation is going the reconciler reads the state faster than this, and these polls find it fresh.
 * What they see travels by `recordState`: row and notice. Returns how to stop watching.
 */
export function watchHost(vmId: VmId, need: WatchNeed): () => void {
  const entry = watched().get(vmId) ?? {
    watchers: { open: 0, list: 0 },
    timer: null,
    dueAt: Number.POSITIVE_INFINITY,
    polling: false,
    faults: 0,
  };
  watched().set(vmId, entry);
  entry.watchers[need] += 1;
  schedule(vmId, entry, Math.random() * Math.min(FIRST_LOOK_MS[need], intervalMs(entry)));
  let released = false;
  return () => {
    if (released) {
      return;
    }
    released = true;
    entry.watchers[need] -= 1;
    if (entry.watchers.open + entry.watchers.list === 0) {
      watched().delete(vmId);
      if (entry.timer) {
        clearTimeout(entry.timer);
      }
    }
  };
}

/** Which hosts this process polls now. */
export const watchedHosts = (): VmId[] => [...watched().keys()];

/** The master answers again, or may: what had to be asked less and less often is asked at its own pace. */
export function forgetFaults(): void {
  for (const [vmId, entry] of watched()) {
    if (entry.faults > 0) {
      entry.faults = 0;
      schedule(vmId, entry, Math.random() * intervalMs(entry));
    }
  }
}

const intervalMs = (entry: Watched) =>
  entry.watchers.open > 0 ? config().live.openHostMs : config().live.listMs;

const isWatched = (vmId: VmId, entry: Watched) => watched().get(vmId) === entry;

/** Keeps an earlier date where there is one. */
function schedule(vmId: VmId, entry: Watched, inMs: number): void {
  const dueAt = Date.now() + inMs;
  if (entry.polling || (entry.timer && entry.dueAt <= dueAt)) {
    return;
  }
  if (entry.timer) {
    clearTimeout(entry.timer);
  }
  entry.dueAt = dueAt;
  entry.timer = setTimeout(() => void turn(vmId, entry), inMs);
}

async function turn(vmId: VmId, entry: Watched): Promise<void> {
  entry.timer = null;
  entry.polling = true;
  let waitMs = intervalMs(entry);
  try {
    waitMs = await look(vmId, entry);
  } catch (err) {
    entry.faults += 1;
    log.warn({ err, vmId }, "a watched host could not be read");
  } finally {
    entry.polling = false;
    if (isWatched(vmId, entry)) {
      const stretched = Math.min(
        waitMs * 2 ** Math.min(entry.faults, 6),
        Math.max(LONGEST_MS, intervalMs(entry)),
      );
      schedule(vmId, entry, stretched * (0.9 + Math.random() * 0.2));
    }
  }
}

/** Returns when to look again. */
async function look(vmId: VmId, entry: Watched): Promise<number> {
  const interval = intervalMs(entry);
  const [row] = await database().select({ stateAt: hosts.stateAt }).from(hosts).where(eq(hosts.vmId, vmId));
  const ageMs = row?.stateAt ? Date.now() - row.stateAt.getTime() : Number.POSITIVE_INFINITY;
  if (ageMs < interval * FRESH) {
    return interval - ageMs;
  }
  const at = new Date();
  const priority = entry.watchers.open > 0 ? "open-host" : "list";
  const read = await master().readState(vmId, { priority });
  if (read.ok) {
    entry.faults = 0;
    await recordState(vmId, read.value, at);
  } else {
    entry.faults += 1;
  }
  return interval;
}

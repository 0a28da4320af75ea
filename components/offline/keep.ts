import type { HostView } from "@/lib/hosts/host-view";
import { changesState, isInProgress } from "@/lib/operations/operation-view";
import type { HostCache } from "../hosts/live/host-cache";
import { dropStates, isInstalled, type OfflineState, STATE_KEY, stateCache } from "./rules";

const MOST_HOSTS = 200;

/** Names and states alone: no address, note or number of a host, nothing that opens anything. */
export const stateOf = (hosts: readonly HostView[], zone: string | null, now: number): OfflineState => ({
  keptAt: now,
  zone,
  hosts: hosts.slice(0, MOST_HOSTS).map(({ id, name, state, stateAsOf, operation }) => ({
    id,
    name,
    state,
    busy: operation !== null && isInProgress(operation.outcome) && changesState(operation.kind),
    asOf: stateAsOf,
  })),
  more: Math.max(0, hosts.length - MOST_HOSTS),
});

/** Changes come in bursts. */
const TOGETHER_MS = 1_000;
/** So old a kept state may be said to be while nothing changes. */
const AGAIN_MS = 30_000;

interface Keeping {
  account: string;
  zone: string | null;
  cache: Pick<HostCache, "known" | "subscribe">;
  /** Whether the stream stands: without it the page itself shows something old. */
  isOpen: () => boolean;
}

interface Keeper {
  /** To be called when the stream opens: nothing may change for long afterwards. */
  look: () => void;
  /** Leaves what was kept. */
  end: () => void;
}

/** Keeps the list from now on; null where the panel isn't installed. */
export async function keepState({ account, zone, cache, isOpen }: Keeping): Promise<Keeper | null> {
  if (!isInstalled()) {
    return null;
  }
  await dropStates(caches, account, Date.now());
  // Held open: once a sign-in page or the server has deleted it, what a window of before still writes goes nowhere.
  const kept = await caches.open(stateCache(account));
  const keep = () => {
    const { list } = cache.known;
    if (list && isOpen() && !document.hidden) {
      kept.put(STATE_KEY, Response.json(stateOf(list.hosts, zone, Date.now()))).catch(() => undefined);
    }
  };
  let soon: ReturnType<typeof setTimeout> | undefined;
  const changed = () => {
    clearTimeout(soon);
    soon = setTimeout(keep, TOGETHER_MS);
  };
  const unsubscribe = cache.subscribe(changed);
  let lookedAt = Date.now();
  const timer = setInterval(() => {
    const slept = Date.now() - lookedAt > 2 * AGAIN_MS;
    lookedAt = Date.now();
    // After a sleep the stream may be lost without that being known yet.
    if (!slept) {
      keep();
    }
  }, AGAIN_MS);
  changed();
  const end = () => {
    unsubscribe();
    clearTimeout(soon);
    clearInterval(timer);
  };
  return { look: changed, end };
}

import { notifyManager, QueryClient } from "@tanstack/react-query";
import type { HostListView, HostView, LiveEvent } from "@/lib/hosts/host-view";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";
import {
  endedBetween,
  isSameHost,
  mergeHost,
  putInList,
  removeFromList,
  withOperation,
} from "../merge-hosts";

/** What the browser knows of hosts, as one value that is replaced and never changed. */
export interface KnownHosts {
  /** Undefined until a page told one. */
  list?: HostListView | undefined;
  /** By id; null: the host is gone. */
  hosts: ReadonlyMap<string, HostView | null>;
  /** Since when the master doesn't answer (ISO 8601); null while it does, undefined until a page told. */
  masterDownSince?: string | null | undefined;
  /** Those on which something goes on; the same array until that changes. */
  running: readonly HostView[];
}
/** Its key in the query client: read by `useKnown`, written by `HostCache` alone. */
export const KNOWN_KEY = ["hosts"] as const;
const NOTHING: KnownHosts = { hosts: new Map(), running: [] };

// Before the next paint: else a button would be offered again for a moment when its answer has come.
notifyManager.setScheduler(queueMicrotask);

/** A stream's first events come one by one, one for each host: a list is drawn anew once for all of them. */
const TOGETHER_MS = 30;

export type Ended = (host: HostView, operation: OperationView) => void;

/**
 * Writes into the browser's store what the server told, whichever way it came. The store is one for each session, gone with
 * the page; it holds what is read by key as well (samples, batches, what the palette found).
 */
export class HostCache {
  readonly client = new QueryClient({
    defaultOptions: {
      // Whoever asks says when to ask again; a page says that it failed, and has a button to ask again.
      queries: {
        retry: false,
        networkMode: "always",
        staleTime: Number.POSITIVE_INFINITY,
        structuralSharing: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  });
  #arrived: HostView[] = [];
  #taking: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ended: Ended) {
    this.client.setQueryDefaults(KNOWN_KEY, { gcTime: Number.POSITIVE_INFINITY });
    this.client.setQueryData<KnownHosts>(KNOWN_KEY, NOTHING);
  }

  get known(): KnownHosts {
    return this.client.getQueryData<KnownHosts>(KNOWN_KEY) ?? NOTHING;
  }

  /** Null once it is gone, undefined until it was told. */
  host(id: string): HostView | null | undefined {
    return this.known.hosts.get(id);
  }

  /** For what is no component. Returns how to leave. */
  subscribe = (listener: () => void): (() => void) =>
    this.client.getQueryCache().subscribe(({ type, query }) => {
      if (type === "updated" && query.queryKey[0] === KNOWN_KEY[0]) {
        listener();
      }
    });

  /** As a page was drawn, which may be older than what the stream said: a host that is gone comes back by the stream alone. */
  putHost(told: HostView): void {
    if (this.host(told.id) !== null) {
      this.#take([told]);
    }
  }

  /** What is as it was stays the same object, so that nothing is drawn anew for it. */
  putList(told: HostListView): void {
    const known = new Map(this.known.hosts);
    const hosts = told.hosts.map((host) => this.#merge(known, host));
    const list = hosts.every((host, at) => host === told.hosts[at]) ? told : { ...told, hosts };
    const before = this.known.list;
    this.#set({
      hosts: known,
      list: before && isSameList(before, list) ? before : list,
      masterDownSince: told.masterDownSince,
    });
  }

  /** What an action answered, before the stream says the same. */
  putOperation(id: string, operation: OperationView): void {
    const known = this.host(id);
    if (known) {
      this.putHost(withOperation(known, operation));
    }
  }

  putMaster(masterDownSince: string | null): void {
    this.#set({ masterDownSince });
  }

  removeHost(id: string): void {
    const { list, hosts } = this.known;
    this.#set({ list: list && removeFromList(list, id), hosts: new Map(hosts).set(id, null) });
  }

  apply(event: Exclude<LiveEvent, { event: "end" | "bell" }>): void {
    if (event.event === "host") {
      this.#arrived.push(event.data);
      this.#taking ??= setTimeout(this.#takeArrived, TOGETHER_MS);
      return;
    }
    this.#takeArrived();
    if (event.event === "gone") {
      this.removeHost(event.data.id);
    } else if (event.event === "master") {
      const { list } = this.known;
      this.#set({ list: list && { ...list, ...event.data }, masterDownSince: event.data.masterDownSince });
    }
  }

  #takeArrived = (): void => {
    clearTimeout(this.#taking);
    this.#taking = undefined;
    this.#take(this.#arrived.splice(0));
  };

  /** Nobody hears of what says nothing new. */
  #take(told: readonly HostView[]): void {
    const { list: before, hosts } = this.known;
    const known = new Map(hosts);
    const merged = told.map((host) => this.#merge(known, host));
    const list = before && merged.reduce(putInList, before);
    if (list !== before || merged.some((host) => host !== hosts.get(host.id))) {
      this.#set({ hosts: known, list });
    }
  }

  #merge(known: Map<string, HostView | null>, told: HostView): HostView {
    const before = known.get(told.id) ?? undefined;
    const merged = mergeHost(before, told);
    const after = before && isSameHost(before, merged) ? before : merged;
    known.set(told.id, after);
    const operation = endedBetween(before, after);
    if (operation) {
      this.ended(after, operation);
    }
    return after;
  }

  #set(changed: Partial<KnownHosts>): void {
    const known = { ...this.known, ...changed };
    const running = [...known.hosts.values()].filter((host) => host !== null).filter(isRunning);
    const isAsBefore =
      running.length === known.running.length && running.every((host, at) => host === known.running[at]);
    this.client.setQueryData<KnownHosts>(KNOWN_KEY, isAsBefore ? known : { ...known, running });
  }
}

const isRunning = ({ operation }: HostView): boolean => operation !== null && isInProgress(operation.outcome);

const isSameList = (a: HostListView, b: HostListView): boolean =>
  a.hosts.length === b.hosts.length &&
  a.hosts.every((host, at) => host === b.hosts[at]) &&
  a.asOf === b.asOf &&
  a.masterDownSince === b.masterDownSince &&
  a.unreadable === b.unreadable;

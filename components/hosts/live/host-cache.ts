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

/** A stream's first events come one by one, one for each host: a list is drawn anew once for all of them. */
const TOGETHER_MS = 30;

export type Ended = (host: HostView, operation: OperationView) => void;

/**
 * The browser's own copy of what the server told, whichever way it came: one for each session, gone with the page.
 * Values are replaced and never changed, so that `useSyncExternalStore` sees what is new. No query library
 * here: nothing is asked for by key, and TanStack Query weighs 10 kB of the 33 that a page may have (the monitor has it).
 */
export class HostCache {
  #list: HostListView | undefined;
  /** Null: the host is gone. */
  readonly #hosts = new Map<string, HostView | null>();
  #masterDownSince: string | null | undefined;
  /** Those on which something goes on; the same array until that changes. */
  #running: readonly HostView[] = [];
  readonly #listeners = new Set<() => void>();
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ended: Ended) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Undefined until a page told one. */
  get list(): HostListView | undefined {
    return this.#list;
  }

  /** Since when the master doesn't answer (ISO 8601); null while it does, undefined until a page told. */
  get masterDownSince(): string | null | undefined {
    return this.#masterDownSince;
  }

  get running(): readonly HostView[] {
    return this.#running;
  }

  /** Null once it is gone, undefined until it was told. */
  host(id: string): HostView | null | undefined {
    return this.#hosts.get(id);
  }

  /** As a page was drawn, which may be older than what the stream said: a host that is gone comes back by the stream alone. */
  putHost(told: HostView): void {
    if (this.#hosts.get(told.id) !== null && this.#takeHost(told)) {
      this.#changed();
    }
  }

  /** What is as it was stays the same object, so that nothing is drawn anew for it. */
  putList(told: HostListView): void {
    const hosts = told.hosts.map((host) => this.#merge(host));
    const list = hosts.every((host, at) => host === told.hosts[at]) ? told : { ...told, hosts };
    this.#list = this.#list && isSameList(this.#list, list) ? this.#list : list;
    this.#masterDownSince = told.masterDownSince;
    this.#changed();
  }

  /** What an action answered, before the stream says the same. */
  putOperation(id: string, operation: OperationView): void {
    const known = this.#hosts.get(id);
    if (known) {
      this.putHost(withOperation(known, operation));
    }
  }

  putMaster(downSince: string | null): void {
    this.#masterDownSince = downSince;
    this.#changed();
  }

  removeHost(id: string): void {
    this.#list = this.#list && removeFromList(this.#list, id);
    this.#hosts.set(id, null);
    this.#changed();
  }

  apply(event: Exclude<LiveEvent, { event: "end" | "bell" }>): void {
    if (event.event === "host") {
      if (this.#takeHost(event.data)) {
        this.#telling ??= setTimeout(() => this.#changed(), TOGETHER_MS);
      }
    } else if (event.event === "gone") {
      this.removeHost(event.data.id);
    } else if (event.event === "master") {
      this.#list = this.#list && { ...this.#list, ...event.data };
      this.putMaster(event.data.masterDownSince);
    }
  }

  /** False where it says nothing new. */
  #takeHost(told: HostView): boolean {
    const [known, list] = [this.#hosts.get(told.id), this.#list];
    const after = this.#merge(told);
    this.#list = list && putInList(list, after);
    return after !== known || this.#list !== list;
  }

  #merge(told: HostView): HostView {
    const before = this.#hosts.get(told.id) ?? undefined;
    const merged = mergeHost(before, told);
    const after = before && isSameHost(before, merged) ? before : merged;
    this.#hosts.set(told.id, after);
    const operation = endedBetween(before, after);
    if (operation) {
      this.ended(after, operation);
    }
    return after;
  }

  #changed(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    const running = [...this.#hosts.values()].filter((host) => host !== null).filter(isRunning);
    if (running.length !== this.#running.length || running.some((host, at) => host !== this.#running[at])) {
      this.#running = running;
    }
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

const isRunning = ({ operation }: HostView): boolean => operation !== null && isInProgress(operation.outcome);

const isSameList = (a: HostListView, b: HostListView): boolean =>
  a.hosts.length === b.hosts.length &&
  a.hosts.every((host, at) => host === b.hosts[at]) &&
  a.asOf === b.asOf &&
  a.masterDownSince === b.masterDownSince &&
  a.unreadable === b.unreadable;

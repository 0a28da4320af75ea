import type { QueryClient } from "@tanstack/react-query";
import type { HostListView, HostView, LiveEvent } from "@/lib/hosts/host-view";
import type { OperationView } from "@/lib/operations/operation-view";
import { endedBetween, mergeHost, putInList, removeFromList, withOperation } from "../merge-hosts";

/** Keys hold the session: what one person saw is never another's first picture. */
export const listKey = (session: string) => ["hosts", session] as const;
/** Null under it: the host is gone. */
export const hostKey = (session: string, id: string) => ["host", session, id] as const;

/** Since when the master doesn't answer; null while it does. */
export const masterKey = (session: string) => ["master", session] as const;

export type Ended = (host: HostView, operation: OperationView) => void;

/** The browser's own copy of what the server told, whichever way it came. */
export class HostCache {
  constructor(
    private readonly client: QueryClient,
    private readonly session: string,
    private readonly ended: Ended,
  ) {}

  known(id: string): HostView | undefined {
    const one = this.client.getQueryData<HostView | null>(hostKey(this.session, id));
    return (
      one ?? this.client.getQueryData<HostListView>(listKey(this.session))?.hosts.find((h) => h.id === id)
    );
  }

  putHost(told: HostView): void {
    const before = this.known(told.id);
    const after = mergeHost(before, told);
    this.client.setQueryData<HostListView>(listKey(this.session), (list) => list && putInList(list, after));
    this.#putOne(before, after);
  }

  putList(told: HostListView): void {
    const before = new Map(told.hosts.map((host) => [host.id, this.known(host.id)]));
    const hosts = told.hosts.map((host) => mergeHost(before.get(host.id), host));
    this.client.setQueryData<HostListView>(listKey(this.session), { ...told, hosts });
    this.putMaster(told.masterDownSince);
    for (const after of hosts) {
      this.#putOne(before.get(after.id), after);
    }
  }

  #putOne(before: HostView | undefined, after: HostView): void {
    this.client.setQueryData<HostView | null>(hostKey(this.session, after.id), (one) =>
      one === undefined ? undefined : after,
    );
    const operation = endedBetween(before, after);
    if (operation) {
      this.ended(after, operation);
    }
  }

  /** What an action answered, before the stream says the same. */
  putOperation(id: string, operation: OperationView): void {
    const known = this.known(id);
    if (known) {
      this.putHost(withOperation(known, operation));
    }
  }

  putMaster(downSince: string | null): void {
    this.client.setQueryData<string | null>(masterKey(this.session), downSince);
  }

  removeHost(id: string): void {
    this.client.setQueryData<HostListView>(listKey(this.session), (list) => list && removeFromList(list, id));
    this.client.setQueryData<HostView | null>(hostKey(this.session, id), (one) =>
      one === undefined ? one : null,
    );
  }

  apply(event: Exclude<LiveEvent, { event: "end" }>): void {
    if (event.event === "host") {
      this.putHost(event.data);
    } else if (event.event === "gone") {
      this.removeHost(event.data.id);
    } else {
      this.putMaster(event.data.masterDownSince);
      this.client.setQueryData<HostListView>(
        listKey(this.session),
        (list) => list && { ...list, ...event.data },
      );
    }
  }
}

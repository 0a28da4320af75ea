import { possibleFor } from "@/lib/hosts/blocked-commands";
import type { HostListView, HostView } from "@/lib/hosts/host-view";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";

/**
 * The later word on what is going: answers of actions, the stream and reads cross each other. The same operation
 * that has ended beats itself going; of two, the one that began later.
 */
export function laterOperation(a: OperationView | null, b: OperationView | null): OperationView | null {
  if (!a || !b) {
    return a ?? b;
  }
  if (a.id === b.id) {
    return isInProgress(b.outcome) && !isInProgress(a.outcome) ? a : b;
  }
  return Date.parse(b.startedAt) >= Date.parse(a.startedAt) ? b : a;
}

/** A host as it is told anew; neither its operation nor its state is ever set back by an older answer. */
export function mergeHost(known: HostView | undefined, told: HostView): HostView {
  if (!known) {
    return told;
  }
  const operation = laterOperation(known.operation, told.operation);
  // A state that was read once has a time from then on.
  if (known.stateAsOf && (!told.stateAsOf || Date.parse(told.stateAsOf) < Date.parse(known.stateAsOf))) {
    const { state, stateSince, stateAsOf } = known;
    const isAsBefore = known.protected === told.protected;
    const possible = isAsBefore ? known.possible : possibleFor({ ...told, state }, operation);
    return { ...told, operation, state, stateSince, stateAsOf, possible };
  }
  return { ...told, operation };
}

/** Both as the server wrote them, so with their fields in one order. */
export const isSameHost = (a: HostView, b: HostView): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** The same to somebody who looks, though the state of one was read later. Of an unknown state, when is shown. */
export const looksSame = (a: HostView, b: HostView): boolean =>
  a === b || (a.state !== "unknown" && isSameHost(a, { ...b, stateAsOf: a.stateAsOf }));

/** What may be asked while `operation` is the newest, until the server says so itself. */
export function withOperation(host: HostView, operation: OperationView): HostView {
  const later = laterOperation(host.operation, operation);
  const offByServer = Object.values(host.possible).some(
    (why) => why === "master-down" || why === "read-only",
  );
  return {
    ...host,
    operation: later,
    possible: offByServer ? host.possible : possibleFor(host, later),
  };
}

/** Replaces the host in its place, or adds it. */
export function putInList(list: HostListView, told: HostView): HostListView {
  const known = list.hosts.find((host) => host.id === told.id);
  if (known === told) {
    return list;
  }
  const merged = mergeHost(known, told);
  return {
    ...list,
    hosts: known ? list.hosts.map((host) => (host === known ? merged : host)) : [...list.hosts, merged],
  };
}

export function removeFromList(list: HostListView, id: string): HostListView {
  return { ...list, hosts: list.hosts.filter((host) => host.id !== id) };
}

/** The operation that ended between the two, where it did while one looked. */
export function endedBetween(before: HostView | undefined, after: HostView): OperationView | null {
  const ended = after.operation;
  if (!before || !ended || isInProgress(ended.outcome)) {
    return null;
  }
  const previous = before.operation;
  return previous?.id !== ended.id || isInProgress(previous.outcome) ? ended : null;
}

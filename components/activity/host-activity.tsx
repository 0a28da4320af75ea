"use client";

import { laterOperation } from "@/components/hosts/merge-hosts";
import { useSheet } from "@/components/hosts/sheet-context";
import { type ActivityFilter, isChosen } from "@/lib/hosts/activity/activity-filter";
import type { ActivityEntry, ActivityPage } from "@/lib/hosts/activity/activity-view";
import type { HostView } from "@/lib/hosts/host-view";
import { ActivityList } from "./activity-list";
import { ActivityLive } from "./activity-live";

interface HostActivityProps {
  page: ActivityPage;
  filter: ActivityFilter;
  /** Stands for the session, and opens nothing. */
  session: string;
  /** Of the list as the server drew it; null on a later page, which doesn't change. */
  mark: string | null;
}

/**
 * A host's own list: its newest operation goes on in it as the stream tells. What the stream tells no host's page (a
 * console, when something was sent, seen, checked) the server draws anew.
 */
export function HostActivity({ page, filter, session, mark }: HostActivityProps) {
  const { host } = useSheet();
  return (
    <>
      <ActivityList
        page={{ ...page, ...withNewest(page, filter, host) }}
        filter={filter}
        path={`/hosts/${host.id}/activity`}
        hosts={null}
      />
      {mark === null ? null : <ActivityLive session={session} mark={mark} host={host.id} />}
    </>
  );
}

/** The server's page, with what the stream told since. Exported for tests. */
export function withNewest(
  { entries, any }: ActivityPage,
  filter: ActivityFilter,
  host: Pick<HostView, "id" | "name" | "operation">,
): Pick<ActivityPage, "entries" | "any"> {
  const newest = host.operation;
  const named = entries.map((entry) => ({ ...entry, host: { ...entry.host, name: host.name } }));
  if (!newest) {
    return { entries: named, any };
  }
  if (named.some(({ operation }) => operation.id === newest.id)) {
    const merged = named.map((entry) =>
      entry.operation.id === newest.id
        ? { ...entry, operation: laterOperation(entry.operation, newest) ?? newest }
        : entry,
    );
    return { entries: merged.filter(({ operation }) => isChosen(filter, operation)), any };
  }
  const [first] = named;
  const newer = !first || Date.parse(newest.startedAt) > Date.parse(first.operation.startedAt);
  return filter.after === null && newer && isChosen(filter, newest)
    ? { entries: [entryOf(host, newest), ...named], any: true }
    : { entries: named, any };
}

/** Until the server's own is here. */
const entryOf = (
  { id, name }: Pick<HostView, "id" | "name">,
  operation: NonNullable<HostView["operation"]>,
): ActivityEntry => ({
  operation,
  host: { id, name, theirs: true },
  actor:
    operation.byViewer || !operation.actorName ? { who: "you" } : { who: "other", name: operation.actorName },
  sentAt: null,
  checkedAt: null,
  seen: null,
  cause: null,
  despiteRefusal: false,
});

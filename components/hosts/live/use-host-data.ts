import { useEffect, useLayoutEffect } from "react";
import type { HostListView, HostView } from "@/lib/hosts/host-view";
import { useHosts } from "./hosts-live";
import { useKnown } from "./use-known";

/** The list: the server's at first, then what the stream made of it. */
export function useHostList(initial: HostListView): HostListView {
  const { cache } = useHosts();
  useLayoutEffect(() => cache.putList(initial), [cache, initial]);
  return useKnown(cache, ({ list }) => list, initial);
}

/** One host; null once it is gone. */
export function useHost(initial: HostView): HostView | null {
  const { cache } = useHosts();
  useLayoutEffect(() => cache.putHost(initial), [cache, initial]);
  return useKnown<HostView | null>(cache, ({ hosts }) => hosts.get(initial.id), initial);
}

/** What was told of a host since the page was drawn; null where nothing was, or it is gone. */
export const useToldHost = (id: string): HostView | null =>
  useKnown<HostView | null>(useHosts().cache, ({ hosts }) => hosts.get(id), null);

/** The stream of this tab follows one host closely while its page is open. */
export function useWatchHost(id: string): void {
  const { watch } = useHosts();
  useEffect(() => {
    watch({ open: id, list: [] });
    return () => watch({ open: null, list: [] });
  }, [watch, id]);
}

/** Since when the master doesn't answer (ISO 8601); null while it does. */
export function useMasterDown(initial: string | null): string | null {
  const { cache } = useHosts();
  useLayoutEffect(() => cache.putMaster(initial), [cache, initial]);
  return useKnown(cache, ({ masterDownSince }) => masterDownSince, initial);
}

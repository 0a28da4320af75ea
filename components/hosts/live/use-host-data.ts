import { useEffect, useLayoutEffect, useSyncExternalStore } from "react";
import type { HostListView, HostView } from "@/lib/hosts/host-view";
import { useHosts } from "./hosts-live";

/** The list: the server's at first, then what the stream made of it. */
export function useHostList(initial: HostListView): HostListView {
  const { cache } = useHosts();
  const list = useSyncExternalStore(
    cache.subscribe,
    () => cache.list ?? initial,
    () => initial,
  );
  useLayoutEffect(() => cache.putList(initial), [cache, initial]);
  return list;
}

/** One host; null once it is gone. */
export function useHost(initial: HostView): HostView | null {
  const { cache } = useHosts();
  const host = useSyncExternalStore(
    cache.subscribe,
    () => {
      const known = cache.host(initial.id);
      return known === undefined ? initial : known;
    },
    () => initial,
  );
  useLayoutEffect(() => cache.putHost(initial), [cache, initial]);
  return host;
}

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
  const downSince = useSyncExternalStore(
    cache.subscribe,
    () => (cache.masterDownSince === undefined ? initial : cache.masterDownSince),
    () => initial,
  );
  useLayoutEffect(() => cache.putMaster(initial), [cache, initial]);
  return downSince;
}

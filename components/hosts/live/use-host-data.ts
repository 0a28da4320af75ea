import { useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect } from "react";
import type { HostListView, HostView } from "@/lib/hosts/host-view";
import { hostKey, listKey, masterKey } from "./host-cache";
import { useHosts } from "./hosts-live";

const never = (): never => {
  throw new Error("Read by the stream and after a loss only");
};

/** The list: the server's at first, then what the stream made of it. */
export function useHostList(initial: HostListView): HostListView {
  const { session, cache } = useHosts();
  const { data } = useQuery<HostListView>({
    queryKey: listKey(session),
    queryFn: never,
    enabled: false,
    initialData: initial,
  });
  useLayoutEffect(() => cache.putList(initial), [cache, initial]);
  return data;
}

/** One host; null once it is gone. */
export function useHost(initial: HostView): HostView | null {
  const { session, cache } = useHosts();
  const { data } = useQuery<HostView | null>({
    queryKey: hostKey(session, initial.id),
    queryFn: never,
    enabled: false,
    initialData: initial,
  });
  useLayoutEffect(() => cache.putHost(initial), [cache, initial]);
  return data;
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
  const { session, cache } = useHosts();
  const { data } = useQuery<string | null>({
    queryKey: masterKey(session),
    queryFn: never,
    enabled: false,
    initialData: initial,
  });
  useLayoutEffect(() => cache.putMaster(initial), [cache, initial]);
  return data;
}

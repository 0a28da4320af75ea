import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { MonitorView } from "@/lib/monitor/monitor-view";
import { fromWire } from "@/lib/monitor/wire";
import type { Window } from "./range";

/** An answer with its points as they are drawn. */
export type Monitor = Omit<MonitorView, "times" | "series"> & ReturnType<typeof fromWire>;

export interface MonitorState {
  /** The newest answer; of another range while `stale`; null before the first. */
  monitor: Monitor | null;
  stale: boolean;
  failed: boolean;
  again: () => void;
}

/** Days that are being read: asked again after so long, and longer each time that none came. */
const PENDING_MS = 1_500;
const LONGEST_MS = 6_000;
/** A window that was seen stays for this long: going back to it asks for nothing. */
const KEPT_MS = 5 * 60_000;

interface FormAnswer {
  monitor: Monitor;
  /** When to ask again; false where all days are here. */
  againMs: number | false;
}

/** The samples of a window for so many pixels; asked again when the window moves on and while days are still coming. */
export function useMonitor(vmId: string, { from, to }: Window, points: number): MonitorState {
  const { data, isError, refetch } = useQuery({
    queryKey: ["monitor", vmId, from, to, points],
    enabled: points > 0,
    queryFn: async ({ client, queryKey, signal }): Promise<FormAnswer> => {
      const before = client.getQueryData<FormAnswer>(queryKey);
      const monitor = await read(vmId, from, to, points, signal);
      return { monitor, againMs: waitAfter(before, monitor.pending) };
    },
    refetchInterval: (query) => query.state.data?.againMs ?? false,
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
  });
  const [last, setLast] = useState<Monitor | null>(null);
  if (data && data.monitor !== last) {
    setLast(data.monitor);
  }
  return {
    monitor: data?.monitor ?? last,
    stale: data === undefined,
    failed: isError,
    again: () => void refetch(),
  };
}

function waitAfter(before: FormAnswer | undefined, pending: number): number | false {
  if (pending === 0) {
    return false;
  }
  const waited = before && before.monitor.pending <= pending ? before.againMs : false;
  return waited ? Math.min(LONGEST_MS, waited * 2) : PENDING_MS;
}

async function read(
  vmId: string,
  from: number,
  to: number,
  points: number,
  signal: AbortSignal,
): Promise<Monitor> {
  const response = await fetch(`/api/hosts/${vmId}/monitor?from=${from}&to=${to}&points=${points}`, {
    signal,
  });
  if (response.status === 401) {
    location.reload();
  }
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  const view: MonitorView = await response.json();
  return { ...view, ...fromWire(view) };
}

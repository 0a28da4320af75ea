import { useEffect, useRef, useState } from "react";
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

/** The samples of a window for so many pixels; asked again when the window moves on and while days are still coming. */
export function useMonitor(vmId: string, { from, to }: Window, points: number): MonitorState {
  const [state, setState] = useState<{ monitor: Monitor | null; key: string; failed: boolean }>({
    monitor: null,
    key: "",
    failed: false,
  });
  const [turn, setTurn] = useState(0);
  const waited = useRef({ key: "", pending: 0, ms: PENDING_MS });
  const key = `${from} ${to} ${points}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again for the same
  useEffect(() => {
    if (points === 0) {
      return;
    }
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    read(vmId, from, to, points, asking.signal).then(
      (monitor) => {
        setState({ monitor, key, failed: false });
        if (monitor.pending > 0) {
          waited.current = nextWait(waited.current, key, monitor.pending);
          timer = setTimeout(() => setTurn((n) => n + 1), waited.current.ms);
        }
      },
      () => {
        if (!asking.signal.aborted) {
          setState((was) => ({ ...was, failed: true }));
        }
      },
    );
    return () => {
      asking.abort();
      clearTimeout(timer);
    };
  }, [vmId, key, turn]);
  return {
    monitor: state.monitor,
    stale: state.key !== key,
    failed: state.failed,
    again: () => setTurn((n) => n + 1),
  };
}

function nextWait(was: { key: string; pending: number; ms: number }, key: string, pending: number) {
  const stuck = was.key === key && was.pending <= pending;
  return { key, pending, ms: stuck ? Math.min(LONGEST_MS, was.ms * 2) : PENDING_MS };
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

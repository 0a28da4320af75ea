import "server-only";
import { perProcess } from "@/lib/per-process";
import { parseVmId, type VmId } from "@/lib/rstack/ids";
import type { HostRecord } from "../host-record";
import { isUntoldInside } from "../host-view-of";
import { refreshAddresses } from "./addresses";

/** After an answer that told nothing. */
const AGAIN_MS = 60_000;
/** Each host takes two calls, so the rest of a long list waits for the next reading. */
const MOST_WAITING = 50;

interface Queue {
  waiting: Map<VmId, HostRecord>;
  askedAt: Map<VmId, number>;
  running: boolean;
}
const queue = () =>
  perProcess<Queue>("addresses of lists", () => ({ waiting: new Map(), askedAt: new Map(), running: false }));

/**
 * Asks the master for the public addresses of those hosts whose row has only an inside address. One host at a time, at
 * the lowest priority; the answers reach open pages like any other change of a host.
 */
export function wantAddresses(rows: readonly HostRecord[]): void {
  const { waiting, askedAt } = queue();
  const before = Date.now() - AGAIN_MS;
  for (const row of rows) {
    const vmId = parseVmId(row.vmId);
    const isDue = vmId && isUntoldInside(row) && (askedAt.get(vmId) ?? 0) < before;
    if (isDue && waiting.size < MOST_WAITING) {
      askedAt.set(vmId, Date.now());
      waiting.set(vmId, row);
    }
  }
  void work();
}

async function work(): Promise<void> {
  const state = queue();
  if (state.running) {
    return;
  }
  state.running = true;
  for (let next = state.waiting.entries().next(); !next.done; next = state.waiting.entries().next()) {
    const [vmId, row] = next.value;
    state.waiting.delete(vmId);
    await refreshAddresses(row, vmId, "list");
  }
  state.running = false;
  const before = Date.now() - AGAIN_MS;
  for (const [vmId, at] of state.askedAt) {
    if (at < before) {
      state.askedAt.delete(vmId);
    }
  }
}

import { type PowerKind, powerRulesOf } from "@/lib/operations/command-rules";
import type { HostState } from "@/lib/operations/host-states";

/** What was asked of the host, in the times of the ledger. */
export interface AskedPower {
  kind: PowerKind;
  acceptedAt: Date | null;
}

export type PowerSeen = { done: true; evidence: Record<string, unknown> } | { done: false; wasOff: boolean };

/**
 * What one state says of a power operation, when it was read after the bytes left. `wasOff`: an earlier such look saw
 * it off. `now` is the time at which the look began, by the clock of `acceptedAt`.
 */
export function readPower(
  asked: AskedPower,
  state: HostState,
  wasOff: boolean,
  now: Date,
  settleMs: number,
): PowerSeen {
  const on = state === "running" || state === "over-traffic";
  const off = state === "off";
  const evidence = { state, at: now.toISOString() };
  const { to } = powerRulesOf(asked.kind);
  if (to !== "running-again") {
    return (to === "running" ? on : state === to) ? { done: true, evidence } : { done: false, wasOff };
  }
  if (on && wasOff) {
    return { done: true, evidence: { ...evidence, wasOff: true } };
  }
  const settled = asked.acceptedAt !== null && now.getTime() - asked.acceptedAt.getTime() >= settleMs;
  // Without the master's own `0` a host that runs says nothing: it ran before, too.
  return on && settled ? { done: true, evidence } : { done: false, wasOff: wasOff || off };
}

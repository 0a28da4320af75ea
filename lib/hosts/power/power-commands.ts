import "server-only";
import { config } from "@/lib/config";
import { master } from "@/lib/master";
import { POWER_KINDS, type PowerKind, powerRulesOf, WAITING_KINDS } from "@/lib/operations/command-rules";
import type { HostState } from "@/lib/operations/host-states";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { PowerAction } from "@/lib/rstack/calls/host-calls";
import type { VmId } from "@/lib/rstack/ids";
import { type Command, defineCommand } from "../define-command";
import { lostVerdict } from "../evidence/list-evidence";
import { hostStateOf } from "../host-state";
import { recordState } from "../record-state";
import { nothingToPrepare } from "../run-command";

/** What each command sends. */
export const POWER_ACTIONS: Record<PowerKind, PowerAction> = {
  start: "vm_start",
  stop: "vm_stop",
  restart: "vm_restart",
  "force-stop": "vm_force_stop",
  "force-restart": "vm_force_restart",
};

type PowerCommands = { [K in PowerKind]: Command<K, Record<never, never>> };

/** The power commands differ in what is sent and in the state that shows it. */
export const powerCommands = Object.fromEntries(
  POWER_KINDS.map((kind) => [
    kind,
    defineCommand(kind, {
      fields: {},
      prepare: nothingToPrepare,
      send: ({ owned, options }) => master().power(owned.vmId, POWER_ACTIONS[kind], options),
      verify: (vmId, row, now) => verifyPower(kind, vmId, row, now),
    }),
  ]),
) as PowerCommands;

async function verifyPower(kind: PowerKind, vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const at = new Date();
  const read = await master().readState(vmId, { priority: "motion" });
  if (!read.ok) {
    return { seen: "nothing", notes };
  }
  await recordState(vmId, read.value, at);
  const state = hostStateOf({ word: read.value.word, status: null });
  const seen = readPower(
    { kind, acceptedAt: row.acceptedAt },
    state,
    notes.wasOff === true,
    now,
    config().operations.restartSettleMs,
  );
  if (seen.done) {
    return { seen: "end", outcome: "done", evidence: seen.evidence };
  }
  const { wasOff } = seen;
  const lastState = read.value.word.slice(0, 40);
  // Only a restart turns a host off on its way, so it has begun, whatever the answer was.
  const next = { ...notes, lastState, wasOff, underWay: wasOff };
  // What the system in the host carries out can take minutes.
  const isQuick = !WAITING_KINDS.some((waiting) => waiting === kind);
  const wontCome = isQuick && !wasOff && state !== "unknown" ? lostVerdict(row, now, next) : null;
  return wontCome ?? { seen: "nothing", notes: next };
}

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

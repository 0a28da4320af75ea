import "server-only";
import { config } from "../config";
import { log } from "../log";
import { master } from "../master";
import { correctRefusal } from "../operations/ledger";
import type { OperationRow } from "../operations/operation-row";
import type { PowerKind } from "../operations/operation-view";
import type { VmId } from "../rstack/ids";
import { hostStateOf } from "./host-state";
import { readPower } from "./power-evidence";
import { recordState } from "./record-state";

/** How often a refused command is looked after, once an interval; longer where a restart was seen under way. */
const LOOKS = 5;
const LOOKS_ONCE_OFF = 40;

export type Despite =
  | { effect: "none" }
  /** A host that ran went off after a refused restart: something happened, and its end isn't there yet. */
  | { effect: "under-way" }
  | { effect: "done"; evidence: Record<string, unknown> };

/** What the host shows after the master said no; `none` also where it can't be read. */
export async function seenDespiteRefusal(vmId: VmId, kind: PowerKind, wasOff: boolean): Promise<Despite> {
  const at = new Date();
  const read = await master().readState(vmId, { priority: "motion" });
  if (!read.ok) {
    return { effect: wasOff ? "under-way" : "none" };
  }
  await recordState(vmId, read.value, at);
  const state = hostStateOf({ word: read.value.word, status: null });
  const seen = readPower({ kind, acceptedAt: null }, state, wasOff, at, 0);
  if (seen.done) {
    return { effect: "done", evidence: { ...seen.evidence, despiteRefusal: true } };
  }
  const isRestart = kind === "restart" || kind === "force-restart";
  return { effect: isRestart && seen.wasOff ? "under-way" : "none" };
}

/**
 * The customer is told at once what the master said. When the effect shows a little later all the same, the row is
 * set right: we never say "not done" of something that happened.
 */
export function lookAgain(refused: OperationRow, vmId: VmId, kind: PowerKind): void {
  let left = LOOKS;
  let wasOff = false;
  const look = async () => {
    const seen = await seenDespiteRefusal(vmId, kind, wasOff);
    if (seen.effect === "done") {
      await correctRefusal(refused.id, seen.evidence);
      return;
    }
    left = seen.effect === "under-way" && !wasOff ? LOOKS_ONCE_OFF : left - 1;
    wasOff = seen.effect === "under-way";
    later();
  };
  const later = () => {
    if (left > 0) {
      const timer = setTimeout(() => {
        look().catch((err) =>
          log.warn({ err, operation: refused.id }, "a refusal could not be looked after"),
        );
      }, config().live.motionMs);
      timer.unref();
    }
  };
  later();
}

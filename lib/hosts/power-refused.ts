import "server-only";
import { config } from "../config";
import { log } from "../log";
import { master } from "../master";
import { correctRefusal } from "../operations/ledger";
import type { OperationRow } from "../operations/operation-row";
import type { OperationKind } from "../operations/operation-view";
import type { VmId } from "../rstack/ids";
import { hostStateOf } from "./host-state";
import { readPower } from "./power-evidence";
import { recordState } from "./record-state";

/** How often a refused command is looked after, once an interval. */
const LOOKS = 5;

/** Null where the host shows no effect (yet), or can't be read. */
export async function seenDespiteRefusal(
  vmId: VmId,
  kind: OperationKind,
): Promise<Record<string, unknown> | null> {
  const at = new Date();
  const read = await master().readState(vmId, { priority: "motion" });
  if (!read.ok) {
    return null;
  }
  await recordState(vmId, read.value, at);
  const state = hostStateOf({ word: read.value.word, status: null });
  const restartWentOff = (kind === "restart" || kind === "force-restart") && state === "off";
  const seen = readPower({ kind, acceptedAt: null }, state, false, at, 0);
  return seen.done || restartWentOff ? { state, at: at.toISOString(), despiteRefusal: true } : null;
}

/**
 * The customer is told at once what the master said. When the effect shows a little later all the same, the row is
 * set right: we never say "not done" of something that happened.
 */
export function lookAgain(refused: OperationRow, vmId: VmId, kind: OperationKind): void {
  let left = LOOKS;
  const look = async () => {
    const evidence = await seenDespiteRefusal(vmId, kind);
    if (evidence) {
      await correctRefusal(refused.id, evidence);
      return;
    }
    left -= 1;
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

import "server-only";
import { z } from "zod";
import type { Viewer } from "../../accounts/sessions/viewer";
import type { ActionResult } from "../../action-result";
import { every } from "../../every";
import { blockOf } from "../../hosts/blocked-commands";
import { HOST_COMMANDS } from "../../hosts/commands";
import { hostViewOf } from "../../hosts/host-read";
import type { OwnedHost } from "../../hosts/owned-host";
import { createSnapshot, restoreSnapshot } from "../../hosts/snapshots/snapshot-commands";
import { typedNameMatches } from "../../hosts/typed-name";
import {
  beginUndoPoint,
  continueUndoPoint,
  dropUndoPoint,
  endUndoPoint,
  keyOfStep,
  renewUndoPoint,
} from "../../hosts/undo/undo-points";
import type { FormKey } from "../../operations/form-key";
import type { OfferedCommand } from "../host-action";

const RENEW_MS = 2_500;
const fields = { ...restoreSnapshot.fields, safety: z.literal("1").optional().meta({ asBoolean: true }) };
type Input = z.output<z.ZodObject<typeof fields>>;

/**
 * The restore as people and programs ask for it: with `safety` a snapshot of what there is comes first, and the restore is sent by
 * `run-undos.ts` once that one is seen to be finished. The answer then tells of the snapshot.
 */
const restoreSafely: OfferedCommand = {
  ...restoreSnapshot,
  fields,
  run: async (owned: OwnedHost, { safety, ...input }: Input, formKey, viewer): Promise<ActionResult> =>
    safety
      ? takeSafetyFirst(owned, input, formKey, viewer)
      : restoreSnapshot.run(owned, input, formKey, viewer),
};

/** What forms and programs ask of a host. */
export const ASKED_COMMANDS = {
  ...HOST_COMMANDS,
  [restoreSnapshot.kind]: restoreSafely,
};

async function takeSafetyFirst(
  owned: OwnedHost,
  { snapshot, typedName }: Omit<Input, "safety">,
  key: FormKey,
  viewer: Viewer,
): Promise<ActionResult> {
  const host = await hostViewOf(owned, viewer);
  if (!typedNameMatches(host, typedName)) {
    return { ok: false, code: "not-confirmed" };
  }
  // No snapshot is taken for a restore that is not to be. A state that nobody looked at is read by the command itself.
  const reason = blockOf(restoreSnapshot.kind, host, null);
  if (reason && reason !== "state-unknown") {
    return { ok: false, code: "not-possible", reason };
  }
  const point = await beginUndoPoint(owned, viewer, { snapshot, key });
  if (point === "busy") {
    return { ok: false, code: "busy" };
  }
  const { id } = point;
  const { stop } = every(RENEW_MS, "a restore's safety could not be renewed", () => renewUndoPoint(id));
  try {
    const as = { ...viewer, undo: { id, safety: null } };
    const result = await createSnapshot.run(
      owned,
      { note: "" },
      keyOfStep({ ...point, step: 0, phase: "safety" }),
      as,
    );
    if (result.ok) {
      await continueUndoPoint(id, { operationId: result.operation?.id ?? null });
    } else {
      // Told at the form, where nothing was written down; else the page says that nothing was restored.
      await (result.operation && result.code !== "busy"
        ? endUndoPoint(id, result.reason ?? result.code)
        : dropUndoPoint(id));
    }
    return result;
  } finally {
    stop();
  }
}

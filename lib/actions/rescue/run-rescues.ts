import "server-only";
import { z } from "zod";
import type { ActionResult } from "../../action-result";
import { HOST_COMMANDS } from "../../hosts/commands";
import { stateOfRow } from "../../hosts/host-view-of";
import type { OwnedHost } from "../../hosts/owned-host";
import { afterStep, askIn, RESCUE_KINDS } from "../../hosts/rescue/rescue-steps";
import {
  claimRescues,
  continueRescue,
  finishRescue,
  keyOfStep,
  operationOfRescue,
  type RescueRow,
  type RescueTurn,
  renewRescue,
} from "../../hosts/rescue/rescues";
import type { OperationKind } from "../../operations/command-rules";
import type { OperationRow } from "../../operations/operation-row";
import { stillThere } from "../batch/run-batches";
import type { OfferedCommand } from "../host-action";
import { hostOfViewer } from "../host-of-viewer";
import { writeDown } from "../pipeline";
import { Refusal, unforeseen } from "../refusal";
import { startTurns } from "../take-turns";

/** Drive, power, and once more each where the host's state was another than it was taken for. */
const MOST_STEPS = 6;

/** Carries out what rescues have to do next, in each instance. Returns how to stop: what was begun is still seen through. */
export const startRescues = (): (() => void) =>
  startTurns<RescueTurn>({
    names: ["a rescue", "rescues"],
    claim: claimRescues,
    renew: ({ rescue }) => renewRescue(rescue.id),
    askerOf: ({ rescue: { accountId: account, sessionId: session, viewId, vmId: host, language } }) => ({
      ...{ account, session, view: viewId ?? undefined, host, language },
    }),
    take: ({ rescue, operation }) => (operation ? goOnAfter(rescue, operation) : ask(rescue)),
  }).stop;

async function goOnAfter(rescue: RescueRow, operation: OperationRow): Promise<void> {
  const { id, phase, step } = rescue;
  const after = afterStep(operation);
  const next = { step: step + 1, operationId: null };
  switch (after.do) {
    case "follow":
      await continueRescue(id, { operationId: after.operationId });
      return;
    case "again":
      await (next.step < MOST_STEPS
        ? continueRescue(id, next)
        : finishRescue(id, { reason: operation.outcome, kind: kindOf(operation) }));
      return;
    case "next-phase":
      await (phase === "drive" ? continueRescue(id, { ...next, phase: "power" }) : finishRescue(id, null));
      return;
    case "halt":
      await finishRescue(id, { reason: after.reason, kind: kindOf(operation) });
  }
}

/** The ledger's word is a kind of ours: it was asked for here, or by force in its place. */
const kindOf = ({ kind }: OperationRow) => kind as OperationKind;

/** By the same definition and under the same checks as a person's click. */
async function ask(rescue: RescueRow): Promise<void> {
  const before = await operationOfRescue(rescue);
  if (before) {
    await continueRescue(rescue.id, { operationId: before.id });
    return;
  }
  const viewer = await stillThere(rescue);
  const owned = viewer && (await opened(() => hostOfViewer(viewer, rescue.vmId, RESCUE_KINDS)));
  if (!viewer || !owned || "ok" in owned || owned.tenancyId !== rescue.tenancyId) {
    const reason = !viewer ? "signed-out" : owned && "ok" in owned ? owned.code : "not-found";
    await finishRescue(rescue.id, { reason, kind: null });
    return;
  }
  const asked = askIn(rescue, stateOfRow(owned.row));
  if (!asked) {
    await finishRescue(rescue.id, null);
    return;
  }
  const command: OfferedCommand = HOST_COMMANDS[asked.kind];
  const input = z.strictObject(command.fields).parse(asked.fields);
  if (!(await renewRescue(rescue.id))) {
    return;
  }
  const result: ActionResult = await command
    .run(owned, input as never, keyOfStep(rescue), { ...viewer, locale: rescue.language })
    .catch((err) => unforeseen(err, `rescue ${asked.kind}`));
  writeDown(`rescue ${asked.kind}`, result);
  const operation = await operationOfRescue(rescue);
  if (operation) {
    await continueRescue(rescue.id, { operationId: operation.id });
    return;
  }
  const reason = result.ok
    ? "internal"
    : result.code === "busy"
      ? "operation-in-progress"
      : (result.reason ?? result.code);
  await finishRescue(rescue.id, { reason, kind: asked.kind });
}

async function opened(open: () => Promise<OwnedHost>): Promise<OwnedHost | Refusal["result"]> {
  try {
    return await open();
  } catch (err) {
    if (err instanceof Refusal) {
      return err.result;
    }
    throw err;
  }
}

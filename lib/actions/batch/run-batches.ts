import "server-only";
import { AsyncResource } from "node:async_hooks";
import { z } from "zod";
import { proofOfSession } from "../../accounts/sessions/sessions";
import { isStaff, type Viewer } from "../../accounts/sessions/viewer";
import { confirmIfStale } from "../../accounts/status/fresh-status";
import type { ActionResult } from "../../action-result";
import { STAFF_COMMANDS } from "../../fleet/hosts/commands";
import { type BatchTurn, claimTurns, endTurn, renewTurn } from "../../hosts/batch/batches";
import { HOST_COMMANDS } from "../../hosts/commands";
import { findHost, type OwnedHost } from "../../hosts/owned-host";
import { STAFF_BATCH_KINDS } from "../../operations/batch-kinds";
import { perProcess } from "../../per-process";
import type { OfferedCommand } from "../host-action";
import { hostOfViewer } from "../host-of-viewer";
import { writeDown } from "../pipeline";
import { Refusal, unforeseen } from "../refusal";
import { startTurns } from "../take-turns";

const state = perProcess("batch-runner", (): { look: (() => void) | null } => ({ look: null }));

/** So that a batch begins at once; does nothing where none is carried out in this process. */
export const wakeBatches = (): void => state.look?.();

/** Carries out what batches have waiting, in each instance. Returns how to stop: what was begun is still seen through. */
export function startBatches(): () => void {
  const commands: Record<string, OfferedCommand> = { ...HOST_COMMANDS, ...STAFF_COMMANDS };
  const { look, stop } = startTurns<BatchTurn>({
    names: ["a turn of a batch", "batches"],
    claim: claimTurns,
    renew: renewTurn,
    // A share of the call budget beside their own.
    askerOf: ({ accountId: account, sessionId: session, viewId, vmId: host, language }) => ({
      callShare: `batches of ${account}`,
      ...{ account, session, view: viewId ?? undefined, host, language },
    }),
    take: async (turn) => {
      const result = await answerTo(commands[turn.kind], turn);
      writeDown(`batch ${turn.kind}`, result);
      await endTurn(turn, result);
    },
    again: true,
  });
  // Whoever wakes it is another: their request must not be that of these turns.
  state.look = AsyncResource.bind(look);
  return () => {
    state.look = null;
    stop();
  };
}

async function answerTo(command: OfferedCommand | undefined, turn: BatchTurn): Promise<ActionResult> {
  try {
    const viewer = await stillThere(turn);
    if (!viewer || !command) {
      return { ok: false, code: viewer ? "invalid" : "signed-out" };
    }
    const owned = STAFF_BATCH_KINDS.some((kind) => kind === turn.kind)
      ? await hostOfAdmin(viewer, turn.vmId)
      : await hostOfViewer(viewer, turn.vmId, [turn.kind]);
    const input = z.strictObject(command.fields).safeParse(inputOf(command, turn, owned));
    return input.success
      ? await command.run(
          owned,
          input.data as never,
          turn.batchId,
          { ...viewer, locale: turn.language },
          "batch",
        )
      : { ok: false, code: "invalid" };
  } catch (err) {
    return err instanceof Refusal ? err.result : unforeseen(err, `batch ${turn.kind}`);
  }
}

/** Null once the person is out: signed out, disabled, or their view ended. */
export async function stillThere(
  turn: Pick<BatchTurn, "sessionId" | "accountId" | "viewId">,
): Promise<Viewer | null> {
  const proof = await proofOfSession(turn.sessionId, turn.accountId);
  // Nobody clicks while a batch goes on: a customer disabled in RStack must be noticed all the same.
  const isRenewed = proof !== null && (await confirmIfStale(proof));
  const { viewer } = (isRenewed ? await proofOfSession(turn.sessionId, turn.accountId) : proof) ?? {
    viewer: null,
  };
  const isSame =
    viewer?.accountId === turn.accountId && (viewer.view?.id ?? null) === turn.viewId && !viewer.view?.over;
  return isSame ? viewer : null;
}

async function hostOfAdmin(viewer: Viewer, vmId: string): Promise<OwnedHost> {
  if (!isStaff(viewer) || viewer.role !== "admin") {
    throw new Refusal({ ok: false, code: isStaff(viewer) ? "not-allowed" : "not-found" });
  }
  const owned = await findHost(viewer, vmId);
  if (owned === null || owned === "not-asked") {
    throw new Refusal({ ok: false, code: owned === null ? "not-found" : "master-down" });
  }
  return owned;
}

/** Where a single command has the host's name typed, the batch had the number of its hosts typed. */
const inputOf = (command: OfferedCommand, { fields }: BatchTurn, { row, vmId }: OwnedHost) =>
  "typedName" in command.fields ? { ...fields, typedName: row.name ?? vmId } : fields;

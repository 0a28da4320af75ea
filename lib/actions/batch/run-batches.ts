import "server-only";
import { AsyncResource } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { proofOfSession } from "../../accounts/sessions/sessions";
import { isStaff, type Viewer } from "../../accounts/sessions/viewer";
import { confirmIfStale } from "../../accounts/status/fresh-status";
import type { ActionResult } from "../../action-result";
import { every } from "../../every";
import { STAFF_COMMANDS } from "../../fleet/hosts/commands";
import { type BatchTurn, claimTurns, endTurn, renewTurn } from "../../hosts/batch/batches";
import { HOST_COMMANDS } from "../../hosts/commands";
import { findHost, type OwnedHost } from "../../hosts/owned-host";
import { log } from "../../log";
import { STAFF_BATCH_KINDS } from "../../operations/batch-kinds";
import { perProcess } from "../../per-process";
import { endRequest, runInRequest } from "../../request-context";
import type { OfferedCommand } from "../host-action";
import { hostOfViewer } from "../host-of-viewer";
import { writeDown } from "../pipeline";
import { Refusal, unforeseen } from "../refusal";

/** Hosts at a time in one instance: the call budget holds for all, and this keeps most of it for other people. */
const AT_ONCE = 4;
/** Without being woken, too: for what another instance was asked, or a dead one left. */
const LOOK_MS = 1_000;
const RENEW_MS = 2_500;

const state = perProcess("batch-runner", (): { look: (() => void) | null } => ({ look: null }));

/** So that a batch begins at once; does nothing where none is carried out in this process. */
export const wakeBatches = (): void => state.look?.();

/** Carries out what batches have waiting, in each instance. Returns how to stop: what was begun is still seen through. */
export function startBatches(): () => void {
  const commands: Record<string, OfferedCommand> = { ...HOST_COMMANDS, ...STAFF_COMMANDS };
  let inProgress = 0;
  const { look, stop } = every(LOOK_MS, "batches could not be looked through", async () => {
    const turns = inProgress < AT_ONCE ? await claimTurns(AT_ONCE - inProgress) : [];
    for (const turn of turns) {
      inProgress += 1;
      void carryOut(commands[turn.kind], turn).finally(() => {
        inProgress -= 1;
        look();
      });
    }
  });
  // Whoever wakes it is another: their request must not be that of these turns.
  state.look = AsyncResource.bind(look);
  return () => {
    state.look = null;
    stop();
  };
}

/** As a request of whoever asked: a share of the call budget beside their own, their name in the log. Never rejects. */
async function carryOut(command: OfferedCommand | undefined, turn: BatchTurn): Promise<void> {
  const { stop } = every(RENEW_MS, "a turn of a batch could not be renewed", () => renewTurn(turn));
  const { accountId: account, sessionId: session, viewId, vmId: host, language } = turn;
  const context = {
    ...{ requestId: randomBytes(8).toString("hex"), address: null, peer: null, release: [] },
    callShare: `batches of ${account}`,
    ...{ account, session, view: viewId ?? undefined, host, language },
  };
  try {
    await runInRequest(context, async () => {
      const result = await answerTo(command, turn);
      writeDown(`batch ${turn.kind}`, result);
      await endTurn(turn, result);
    });
  } catch (err) {
    // Its lease runs out, and it is asked again: the ledger knows whether it was sent.
    log.error({ err, batch: turn.batchId }, "a turn of a batch broke off");
  } finally {
    stop();
    endRequest(context);
  }
}

async function answerTo(command: OfferedCommand | undefined, turn: BatchTurn): Promise<ActionResult> {
  try {
    const viewer = await stillThere(turn);
    if (!viewer || !command) {
      return { ok: false, code: viewer ? "invalid" : "signed-out" };
    }
    const owned = STAFF_BATCH_KINDS.some((kind) => kind === turn.kind)
      ? await hostOfAdmin(viewer, turn.vmId)
      : await hostOfViewer(viewer, turn.vmId);
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
  const proof = await proofOfSession(turn.sessionId);
  // Nobody clicks while a batch goes on: a customer disabled in RStack must be noticed all the same.
  const isRenewed = proof !== null && (await confirmIfStale(proof));
  const { viewer } = (isRenewed ? await proofOfSession(turn.sessionId) : proof) ?? { viewer: null };
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

import "server-only";
import type { Viewer } from "../accounts/viewer";
import type { ActionResult } from "../actions/action-result";
import { log } from "../log";
import { master } from "../master";
import { keepClaim } from "../operations/claims";
import {
  type Ending,
  type Intent,
  markAccepted,
  markChecking,
  markSent,
  type Opening,
  openOperation,
  readOperation,
  settle,
  supersede,
} from "../operations/ledger";
import type { OperationRow } from "../operations/operation-row";
import type { OperationKind } from "../operations/operation-view";
import { operationViewOf } from "../operations/present";
import type { CallOptions } from "../rstack/master-client";
import type { Fault } from "../rstack/outcome";
import { hostStateOf } from "./host-state";
import type { BlockReason } from "./host-view";
import { confirmOwner, type OwnedHost } from "./owned-host";
import { lookAgain, seenDespiteRefusal } from "./power-refused";
import { powerResultOf } from "./power-result";
import { recordState } from "./record-state";
import { isForce, mayBeSuperseded, possibleFor } from "./state-table";

/**
 * One of the five power operations, from the intent to the master's answer; the reconciler sees to the rest. Returns
 * as soon as the master answered. Never sends twice, whatever happens.
 */
export async function performPower(
  owned: OwnedHost,
  kind: OperationKind,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> {
  const opening = await openFor({
    tenancyId: owned.tenancyId,
    vmId: owned.vmId,
    kind,
    key: formKey,
    actor: {
      accountId: viewer.accountId,
      sessionId: viewer.sessionId,
      name: viewer.displayName,
      role: viewer.role,
    },
    language: viewer.locale ?? "en",
  });
  if (!opening.opened && opening.why === "going") {
    return { ok: false, code: "busy", operation: operationViewOf(opening.row, viewer) };
  }
  const row = opening.opened ? await carryOut(owned, kind, opening.row) : opening.row;
  return powerResultOf(row, viewer);
}

async function openFor(intent: Intent): Promise<Opening> {
  const opening = await openOperation(intent);
  const inTheWay = !opening.opened && opening.why === "going" ? opening.row : null;
  const maySupersede =
    inTheWay && isForce(intent.kind) && mayBeSuperseded(operationViewOf(inTheWay, intent.actor));
  return inTheWay && maySupersede ? supersede(inTheWay.id, intent) : opening;
}

async function carryOut(owned: OwnedHost, kind: OperationKind, opened: OperationRow): Promise<OperationRow> {
  const letGo = keepClaim(opened.id);
  try {
    const obstacle = await whatForbids(owned, kind, opened);
    const ended = obstacle ? await settle(opened.id, obstacle) : await send(owned, kind, opened);
    return ended ?? (await readOperation(opened.id)) ?? opened;
  } catch (err) {
    // The ledger itself failed: the claim ends with this process's renewals, and the reconciler finds the row.
    log.error({ err, operation: opened.id }, "a power operation broke off");
    throw err;
  } finally {
    letGo();
  }
}

const optionsFor = (row: OperationRow): CallOptions => ({
  priority: "command",
  language: row.language === "zh-CN" ? "zh-CN" : "en",
});

/** Owner and state, read afresh while the host is held. Null: go on. */
async function whatForbids(owned: OwnedHost, kind: OperationKind, row: OperationRow): Promise<Ending | null> {
  const owner = await confirmOwner(owned, optionsFor(row));
  if (owner === "not-yours") {
    return { outcome: "not-sent", notSentCause: "not-yours" };
  }
  if (owner !== "yours") {
    return unread(owner);
  }
  const at = new Date();
  const read = await master().readState(owned.vmId, optionsFor(row));
  if (!read.ok) {
    return unread(read.fault);
  }
  await recordState(owned.vmId, read.value, at);
  const state = hostStateOf({ word: read.value.word, status: owned.row.status });
  const reason: BlockReason | null = possibleFor(state, null)[kind];
  return reason ? { outcome: "not-sent", notSentCause: reason, evidence: { state } } : null;
}

const unread = (fault: Fault): Ending => ({
  outcome: "not-sent",
  notSentCause: fault.kind === "not-sent" ? fault.cause : "no-answer",
  faultDetail: faultLine(fault),
});

async function send(owned: OwnedHost, kind: OperationKind, row: OperationRow): Promise<OperationRow | null> {
  if (!(await markSent(row.id))) {
    return null;
  }
  const answer = await master().power(owned.vmId, kind, optionsFor(row));
  if (answer.ok) {
    return markAccepted(row.id);
  }
  const { fault } = answer;
  switch (fault.kind) {
    case "refused":
      return endRefused(owned, kind, row, fault.text);
    case "not-sent":
      return settle(row.id, {
        outcome: "not-sent",
        notSentCause: fault.cause,
        faultDetail: faultLine(fault),
      });
    default:
      return markChecking(row.id, faultLine(fault));
  }
}

/** A master can say no and have done it all the same: then what is seen counts. */
async function endRefused(owned: OwnedHost, kind: OperationKind, row: OperationRow, refusal: string) {
  const seen = await seenDespiteRefusal(owned.vmId, kind, false);
  if (seen.effect === "done") {
    return settle(row.id, { outcome: "done", refusal, evidence: seen.evidence });
  }
  if (seen.effect === "under-way") {
    return markChecking(row.id, "refused, and went off all the same", { refusal, probe: { wasOff: true } });
  }
  const ended = await settle(row.id, { outcome: "refused", refusal });
  if (ended) {
    lookAgain(ended, owned.vmId, kind);
  }
  return ended;
}

const faultLine = (fault: Fault): string =>
  fault.kind === "refused" ? "refused" : `${fault.kind}: ${fault.cause}: ${fault.detail}`.slice(0, 500);

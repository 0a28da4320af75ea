import "server-only";
import { and, type SQL } from "drizzle-orm";
import { stillHolds, whileRightHolds } from "../accounts/guests/guest-rights";
import { mayAsk } from "../accounts/rights";
import type { Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import { operations } from "../db/schema";
import { log } from "../log";
import { master } from "../master";
import type { BlockReason } from "../operations/block-reasons";
import { type OperationKind, supersedesWaiting } from "../operations/command-rules";
import type { FormKey } from "../operations/form-key";
import type { HostState } from "../operations/host-states";
import { markSent, type Opening, openOperation, settle, supersede } from "../operations/ledger";
import type { Ending, Intent, OperationRow, VerificationNotes } from "../operations/operation-row";
import { LOOKUP_REFUSED } from "../operations/operation-view";
import { operationViewOf, scheduleIn } from "../operations/present";
import type { CallOptions, CallPriority, CommandOptions, HostStateReply } from "../rstack/master-client";
import type { Fault, Outcome } from "../rstack/outcome";
import { blockOf, isGuarded, mayBeSuperseded } from "./blocked-commands";
import { hostStateOf } from "./host-state";
import { unreadableIn } from "./list-problem";
import { operationResultOf } from "./operation-result";
import { confirmOwner, type OwnedHost } from "./owned-host";
import { isProtected, isWithheld, whileUnprotected } from "./protection/protection";
import { faultLine, whileLeased, writeAnswer } from "./record-answer";
import { recordState } from "./record-state";

type StateTask = NonNullable<HostStateReply["details"]>["task"];

/** An operation whose owner and state were just read, inside the lock. */
export interface Ready {
  owned: OwnedHost;
  row: OperationRow;
  state: HostState;
  /** The task that `vm_state` tells of. It isn't this operation's, which has sent nothing yet. */
  stateTask: StateTask | null;
  /** For every call that belongs to the operation. */
  options: CallOptions;
}

/** For `send`: its options prove the owner once more, after all waiting, right before the bytes leave. */
export type Sending = Ready & { options: CommandOptions };

/** Why nothing is sent: a reason of ours, something that this host doesn't have, or a fault of the master's. */
export type Obstacle = BlockReason | "not-listed" | Fault;

/** `params`: what it is about, as far as the lookups told. */
export type Prepared<P> =
  | {
      ok: true;
      value: P /** What the verification will need. */;
      notes?: VerificationNotes;
      params?: Intent["params"];
    }
  | { ok: false; why: Obstacle; params?: Intent["params"] };

/** What must hold in the very statement that marks it as sent, and what it ends on where it doesn't. */
export interface SendCondition {
  holds: SQL;
  otherwise: BlockReason;
}

/** One kind of command: what is looked up before, what is sent, what is kept of the answer. */
export interface HostCommand<P> {
  kind: OperationKind;
  /** Kept in the ledger: without secrets. */
  params?: Intent["params"];
  /** How long it may take before it ends as unconfirmed; the setting's ten minutes where absent. */
  limitMs?: number;
  /** Looks up all that the browser named, and quotas, in what the master lists for this host now. */
  prepare(ready: Ready): Promise<Prepared<P>>;
  send(sending: Sending, prepared: P): Promise<Outcome<unknown>>;
  sendIf?: SendCondition;
  /** What the answer told beyond `0`, such as a snapshot's name. */
  onAccepted?(value: unknown, row: OperationRow): { notes?: VerificationNotes; params?: Intent["params"] };
}

export const nothingToPrepare = async (): Promise<Prepared<null>> => ({ ok: true, value: null });

/**
 * One command on a host, from the intent to the master's answer; the reconciler sees to the rest by the kind's verification.
 * Returns as soon as the master answered. Never sends twice, whatever happens.
 */
export async function runCommand<P>(
  owned: OwnedHost,
  operation: HostCommand<P>,
  formKey: FormKey,
  viewer: Viewer,
  priority: CallPriority = "command",
): Promise<ActionResult> {
  const { guest } = owned;
  if (guest && !mayAsk(guest, operation.kind)) {
    return { ok: false, code: "not-possible", reason: "guest-role" };
  }
  const schedule = viewer.schedule ?? null;
  const isHeldBack = () => isWithheld(operation.kind, { tenancyId: owned.tenancyId, schedule });
  const intent: Intent = {
    tenancyId: owned.tenancyId,
    vmId: owned.vmId,
    kind: operation.kind,
    key: formKey,
    params: {
      ...operation.params,
      ...(viewer.schedule && { schedule: viewer.schedule }),
      ...(viewer.undo && { undo: viewer.undo.id }),
      ...(guest && { guest: guest.id }),
    },
    limitMs: operation.limitMs,
    actor: {
      accountId: viewer.accountId,
      sessionId: viewer.sessionId,
      name: viewer.displayName,
      role: viewer.view?.staffRole ?? viewer.role,
      viewId: viewer.view?.id,
    },
    language: viewer.locale ?? "en",
  };
  const opening = await openFor(intent, isHeldBack);
  if (!opening.opened && opening.why === "in-progress") {
    if (await isHeldBack()) {
      return { ok: false, code: "not-possible", reason: "protected" };
    }
    // An operation from before a hand-over is shown to the last owner alone.
    const own = opening.row.tenancyId === owned.tenancyId;
    return { ok: false, code: "busy", ...(own && { operation: operationViewOf(opening.row, viewer) }) };
  }
  if (!opening.opened && opening.why === "other-body") {
    return { ok: false, code: "form-used" };
  }
  const row = opening.opened
    ? await whileLeased(opening.row, () => whileHeld(owned, operation, opening.row, priority))
    : opening.row;
  return operationResultOf(row, viewer);
}

async function openFor(intent: Intent, isHeldBack: () => Promise<boolean>): Promise<Opening> {
  const opening = await openOperation(intent);
  const inTheWay = !opening.opened && opening.why === "in-progress" ? opening.row : null;
  const maySupersede =
    inTheWay && supersedesWaiting(intent.kind) && mayBeSuperseded(operationViewOf(inTheWay, intent.actor));
  return inTheWay && maySupersede && !(await isHeldBack()) ? supersede(inTheWay.id, intent) : opening;
}

async function whileHeld<P>(
  owned: OwnedHost,
  operation: HostCommand<P>,
  row: OperationRow,
  priority: CallPriority,
) {
  const looked = await lookAfresh(owned, operation.kind, row, priority);
  if ("ending" in looked) {
    const { notSentCause: cause, faultDetail: detail } = looked.ending;
    log.warn(
      { operation: row.id, vmId: row.vmId, kind: row.kind, cause, detail },
      "an operation was not sent",
    );
    return settle(row.id, looked.ending);
  }
  const prepared = await operation.prepare(looked.ready);
  if (!prepared.ok) {
    const { why, params } = prepared;
    return settle(row.id, { ...endingOf(why, { state: looked.ready.state }), params });
  }
  return sendOnce(looked.ready, operation, prepared);
}

/** Sends once, unless the last owner check fails or this process lost its lease while it waited. */
async function sendOnce<P>(
  ready: Ready,
  operation: HostCommand<P>,
  { value, notes, params }: Extract<Prepared<P>, { ok: true }>,
): Promise<OperationRow | null> {
  const { owned, row, options } = ready;
  const seen = { ...(notes ? { notes } : {}), ...(params ? { params } : {}), limitMs: operation.limitMs };
  const { sendIf } = operation;
  const isFree = isGuarded(operation.kind, scheduleIn(row) !== null)
    ? whileUnprotected(operations.tenancyId)
    : undefined;
  const isLetIn = owned.guest ? whileRightHolds(owned.guest.id, operations.tenancyId) : undefined;
  let withheld: Ending | "lease-lost" | null = null;
  const beforeSend = async () => {
    const owner = await confirmOwner(owned, options);
    if (owner !== "yours") {
      withheld = { ...endingOfOwner(owner), params };
    } else if (!(await markSent(row.id, seen, and(sendIf?.holds, isFree, isLetIn)))) {
      withheld = await whyNotMarked(owned, { isGuardedKind: isFree !== undefined, sendIf }, params);
    }
    return withheld === null;
  };
  const answer = await operation.send({ ...ready, options: { ...options, beforeSend } }, value);
  const ending = withheld as Ending | "lease-lost" | null;
  if (ending !== null) {
    return ending === "lease-lost" ? null : settle(row.id, ending);
  }
  return writeAnswer(row, answer, (accepted) => operation.onAccepted?.(accepted, row));
}

async function whyNotMarked(
  { guest, tenancyId }: OwnedHost,
  { isGuardedKind, sendIf }: { isGuardedKind: boolean; sendIf: SendCondition | undefined },
  params: Intent["params"],
): Promise<Ending | "lease-lost"> {
  if (guest && !(await stillHolds(guest))) {
    return { ...endingOfOwner("not-yours"), params };
  }
  const why = (isGuardedKind || sendIf) && (await isProtected(tenancyId)) ? "protected" : sendIf?.otherwise;
  return why ? { ...endingOf(why), params } : "lease-lost";
}

const optionsFor = (row: OperationRow, priority: CallPriority): CallOptions => ({
  priority,
  language: row.language === "zh-CN" ? "zh-CN" : "en",
});

/** Owner and state, read afresh while the host is held. */
async function lookAfresh(
  owned: OwnedHost,
  kind: OperationKind,
  row: OperationRow,
  priority: CallPriority,
): Promise<{ ready: Ready } | { ending: Ending }> {
  const options = optionsFor(row, priority);
  const at = new Date();
  const [owner, read] = await Promise.all([
    confirmOwner(owned, options),
    master().readState(owned.vmId, options),
  ]);
  if (owner !== "yours") {
    return { ending: endingOfOwner(owner) };
  }
  if (!read.ok) {
    return { ending: endingOf(read.fault) };
  }
  await recordState(owned.vmId, read.value, at);
  const state = hostStateOf({ word: read.value.word, status: owned.row.status });
  const stateTask = read.value.details?.task ?? null;
  const isHeldBack = await isWithheld(kind, { tenancyId: owned.tenancyId, schedule: scheduleIn(row) });
  const reason = blockOf(kind, { state, protected: isHeldBack }, null);
  return reason
    ? { ending: endingOf(reason, { state }) }
    : { ready: { owned, row, state, stateTask, options } };
}

const endingOfOwner = (owner: "not-yours" | Fault): Ending =>
  owner === "not-yours" ? { outcome: "not-sent", notSentCause: owner } : endingOf(owner);

function endingOf(why: Obstacle, evidence?: Record<string, unknown>): Ending {
  if (typeof why === "string") {
    return { outcome: "not-sent", notSentCause: why, evidence };
  }
  const faultDetail = faultLine(why);
  if (why.kind === "refused") {
    return { outcome: "not-sent", notSentCause: LOOKUP_REFUSED, refusal: why.text, faultDetail };
  }
  // What can't be read now can't be read in a moment either: the person is told not to wait.
  const unreadable: BlockReason | null = unreadableIn(why) === null ? null : "lookup-unreadable";
  const cause = why.kind === "not-sent" ? why.cause : "no-answer";
  return { outcome: "not-sent", notSentCause: unreadable ?? cause, faultDetail };
}

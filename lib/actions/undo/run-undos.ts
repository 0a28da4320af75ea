import "server-only";
import { z } from "zod";
import type { Viewer } from "../../accounts/sessions/viewer";
import { accountToActFor, actingCustomer } from "../../accounts/status/acting-customer";
import { confirmIfStale } from "../../accounts/status/fresh-status";
import { type ProvenToken, reachesShared, tokenOfRow } from "../../accounts/tokens/prove-token";
import { covers } from "../../accounts/tokens/token-scopes";
import { blockOf } from "../../hosts/blocked-commands";
import { HOST_COMMANDS } from "../../hosts/commands";
import { hostViewOf } from "../../hosts/host-read";
import { findHost, type OwnedHost } from "../../hosts/owned-host";
import { snapshotsNow } from "../../hosts/snapshots/read-snapshots";
import {
  createSnapshot,
  deleteSnapshot,
  isOfUndoPoint,
  restoreSnapshot,
} from "../../hosts/snapshots/snapshot-commands";
import { keptNames } from "../../hosts/snapshots/snapshot-notes";
import { reasonToStop } from "../../hosts/undo/restore-undo";
import {
  claimUndoPoints,
  continueUndoPoint,
  endUndoPoint,
  keepSafety,
  keyOfStep,
  operationOfStep,
  ownerOfTenancy,
  renewUndoPoint,
  type UndoPoint,
  type UndoTurn,
} from "../../hosts/undo/undo-points";
import type { OperationRow } from "../../operations/operation-row";
import { stillThere } from "../batch/run-batches";
import type { OfferedCommand } from "../host-action";
import { hostOfViewer } from "../host-of-viewer";
import { writeDown } from "../pipeline";
import { Refusal, unforeseen } from "../refusal";
import { startTurns } from "../take-turns";

/** Between two tries to delete a safety snapshot, and how many of them are sent. */
const AGAIN_MS = 60 * 60_000;
const MOST_STEPS = 24;
/** A host that can't be asked, or is protected, for so long after the day keeps it. */
const GIVE_UP_MS = 30 * 24 * AGAIN_MS;

type UndoKind = typeof createSnapshot.kind | typeof restoreSnapshot.kind | typeof deleteSnapshot.kind;

/**
 * Sends the restores whose safety snapshot is there, and deletes such a snapshot after its day; in each instance. Returns how to
 * stop: what was begun is still seen through.
 */
export const startUndos = (): (() => void) =>
  startTurns<UndoTurn>({
    names: ["an undo point", "undo points"],
    claim: claimUndoPoints,
    renew: ({ point }) => renewUndoPoint(point.id),
    askerOf: ({ point: { accountId: account, sessionId: session, viewId, vmId: host, language } }) => ({
      ...{ account, session, view: viewId ?? undefined, host, language },
    }),
    take: takeStep,
  }).stop;

async function takeStep({ point, operation }: UndoTurn): Promise<unknown> {
  const over = operation && operation.kind === kindIn(point) ? operation : null;
  switch (point.phase) {
    case "safety":
      return over ? afterSafety(point, over) : askForPerson(point, { note: "" });
    case "restore":
      return over
        ? afterRestore(point, over)
        : askForPerson(point, { snapshot: point.snapshotName, typedName: "" });
    case "kept":
      return over ? afterDeletion(point, over) : clear(point);
  }
}

const kindIn = ({ phase }: UndoPoint): UndoKind =>
  phase === "safety" ? createSnapshot.kind : phase === "restore" ? restoreSnapshot.kind : deleteSnapshot.kind;

const Made = z.object({ snapshotName: z.string().min(1) });

function afterSafety(point: UndoPoint, operation: OperationRow) {
  const made = Made.safeParse(operation.params);
  const reason = reasonToStop(point.phase, operation);
  return reason === null && made.success
    ? continueUndoPoint(point.id, {
        ...{ phase: "restore", step: point.step + 1, operationId: null },
        safetyName: made.data.snapshotName,
      })
    : endUndoPoint(point.id, reason ?? "internal");
}

const afterRestore = (point: UndoPoint, operation: OperationRow) =>
  keepSafety(point.id, { reason: reasonToStop(point.phase, operation), step: point.step + 1 });

/** Stops before the restore. */
const stopAt = (point: UndoPoint, reason: string) =>
  point.safetyName === null
    ? endUndoPoint(point.id, reason)
    : keepSafety(point.id, { reason, step: point.step + 1, operationId: null });

/** Who asked, a person or a token, with the rights that they have now; or the code of why they may no longer. */
async function askerOf(point: UndoPoint): Promise<{ viewer: Viewer; owned: OwnedHost } | string> {
  const { tokenId, tenancyId, vmId } = point;
  const token = tokenId === null ? null : await tokenOfRow(tokenId);
  if (tokenId !== null && !(token && (await mayRestore(token, tenancyId)))) {
    return "token-over";
  }
  const asker = token?.viewer ?? (await stillThere(point));
  if (!asker) {
    return "signed-out";
  }
  const viewer = { ...asker, undo: { id: point.id, safety: point.safetyName } };
  const acts = token && !reachesShared(token) ? [] : [kindIn(point)];
  try {
    const owned = await hostOfViewer(viewer, vmId, acts);
    return owned.tenancyId === tenancyId ? { viewer, owned } : "not-found";
  } catch (err) {
    if (err instanceof Refusal && !err.result.ok) {
      return err.result.reason ?? err.result.code;
    }
    throw err;
  }
}

/** Proves the token as for a request: its scope, its hosts, and that its customer is not disabled. */
async function mayRestore(token: ProvenToken, tenancyId: string): Promise<boolean> {
  const isProviders = token.scope === "provider";
  return (
    covers(token, isProviders ? "fleet-destroy" : "manage") &&
    (isProviders || !token.askAgain) &&
    (token.tenancyIds?.includes(tenancyId) ?? true) &&
    // Nobody signs in while it goes on: a customer disabled in RStack must be noticed all the same.
    (!(await confirmIfStale(token)) || (await tokenOfRow(token.id)) !== null)
  );
}

/** In the name of who asked. */
async function askForPerson(point: UndoPoint, fields: Record<string, string>) {
  const before = await operationOfStep(point, kindIn(point));
  if (before) {
    return continueUndoPoint(point.id, { operationId: before.id });
  }
  const asker = await askerOf(point);
  if (typeof asker === "string") {
    return stopAt(point, asker);
  }
  const { viewer, owned } = asker;
  const { name } = await hostViewOf(owned, viewer);
  const input = "typedName" in fields ? { ...fields, typedName: name } : fields;
  const result = await ask(point, owned, viewer, input);
  const operation = result && (await operationOfStep(point, kindIn(point)));
  if (operation) {
    return continueUndoPoint(point.id, { operationId: operation.id });
  }
  return result && stopAt(point, result.ok ? "internal" : (result.reason ?? result.code));
}

/** By the same definition and under the same checks as a person's click; null where another instance may hold it by now. */
async function ask(point: UndoPoint, owned: OwnedHost, viewer: Viewer, fields: Record<string, string>) {
  const kind = kindIn(point);
  const command: OfferedCommand = HOST_COMMANDS[kind];
  const input = z.strictObject(command.fields).parse(fields);
  if (!(await renewUndoPoint(point.id))) {
    return null;
  }
  const as = { ...viewer, locale: point.language, undo: { id: point.id, safety: point.safetyName } };
  const result = await command
    .run(owned, input as never, keyOfStep(point), as)
    .catch((err) => unforeseen(err, `undo ${kind}`));
  writeDown(`undo ${kind}`, result);
  return result;
}

function afterDeletion(point: UndoPoint, { outcome, notSentCause }: OperationRow) {
  const isGone = outcome === "done" || notSentCause === "not-listed";
  return isGone || point.step >= MOST_STEPS
    ? endUndoPoint(point.id, isGone ? null : outcome)
    : continueUndoPoint(point.id, { operationId: null, step: point.step + 1 }, AGAIN_MS);
}

/** After its day: deletes the safety snapshot in the owner's name, unless a person wants it kept or the host is protected. */
async function clear(point: UndoPoint) {
  const { id, safetyName, until, tenancyId } = point;
  const owner = await ownerOfTenancy(tenancyId);
  if (safetyName === null || owner === null || Date.now() - (until?.getTime() ?? 0) > GIVE_UP_MS) {
    return endUndoPoint(id, owner === null ? "owner-changed" : "not-deleted");
  }
  const later = () => continueUndoPoint(id, {}, AGAIN_MS);
  const accountId = await accountToActFor(owner);
  const viewer =
    accountId &&
    (await actingCustomer({ id: accountId, language: point.language, undo: { id, safety: safetyName } }));
  const owned = viewer && typeof viewer === "object" ? await findHost(viewer, point.vmId) : null;
  if (!viewer || typeof viewer !== "object" || !accountId || owned === null || owned === "not-asked") {
    return later();
  }
  const before = await operationOfStep(point, deleteSnapshot.kind, accountId);
  if (before) {
    return continueUndoPoint(id, { operationId: before.id });
  }
  const [lists, kept, host] = await Promise.all([
    snapshotsNow(owned.vmId, { priority: "batch", language: point.language }),
    keptNames(tenancyId),
    hostViewOf(owned, viewer),
  ]);
  const isListed = lists.ok && lists.value.value.snapshots.some(({ name }) => name === safetyName);
  if (kept.has(safetyName) || (lists.ok && !isListed) || !(await isOfUndoPoint(id, tenancyId, safetyName))) {
    return endUndoPoint(id, "kept");
  }
  if (!lists.ok || owned.tenancyId !== tenancyId || blockOf(deleteSnapshot.kind, host, host.operation)) {
    return later();
  }
  const result = await ask(point, owned, viewer, { snapshot: safetyName, typedName: host.name });
  const operation = result && (await operationOfStep(point, deleteSnapshot.kind, accountId));
  return operation ? continueUndoPoint(id, { operationId: operation.id }) : result && later();
}

import { config } from "../config";
import { providerName } from "../provider/settings";
import { OPERATION_KINDS, type OperationKind } from "./command-rules";
import { isNotReacting } from "./not-reacting";
import type { OperationRow, ShownOperation } from "./operation-row";
import { OPERATION_STEPS, type OperationStep, type OperationView, OTHER_KIND } from "./operation-view";
import { readableRefusal } from "./readable-refusal";
import { undoOf } from "./undo";

const isKind = (kind: string): kind is OperationKind => OPERATION_KINDS.some((known) => known === kind);

/** Staff's own name, where customers may read it; else the provider's. Staff always read the name. */
export function actorNameFor(
  actor: { actorName: string; actorRole: string },
  viewer: { role?: string },
): string {
  const isHidden =
    actor.actorRole !== "customer" &&
    (viewer.role ?? "customer") === "customer" &&
    !config().supportNameShown;
  return isHidden ? providerName() : actor.actorName;
}

/** Instances of two releases may share a database while one after another is restarted: a kind that is newer than this release is shown as `other`. */
export function operationViewOf(
  row: ShownOperation,
  viewer: { accountId: string; role: string },
): OperationView {
  const byViewer = row.accountId === viewer.accountId;
  return {
    id: row.id,
    kind: isKind(row.kind) ? row.kind : OTHER_KIND,
    outcome: isConfirming(row) ? "checking" : row.outcome,
    subject: subjectOf(row),
    subjectAt: subjectAtOf(row),
    startedAt: row.startedAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    actorName: byViewer ? null : actorNameFor(row, viewer),
    byViewer,
    notReacting: isNotReacting(row, new Date()),
    refusal: viewer.role === "customer" ? readableRefusal(row.refusal) : row.refusal,
    notSentCause: row.notSentCause,
    ...(row.waits === true && { waiting: true }),
    steps: stepsOf(row),
    ...undoOf(row, new Date()),
    ...movedOf(row),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

export function subjectOf(row: Pick<OperationRow, "params">): string | null {
  const subject = isObject(row.params) ? row.params.subject : null;
  return typeof subject === "string" && subject !== "" ? subject : null;
}

function subjectAtOf({ params }: Pick<OperationRow, "params">): string | null {
  const at = isObject(params) ? params.subjectAt : null;
  return typeof at === "string" ? at : null;
}

function movedOf({ params, outcome }: OperationRow): Pick<OperationView, "moved"> {
  const { publicBefore: before, publicPort: now } = isObject(params) ? params : {};
  const isMoved = outcome === "done" && typeof before === "number" && typeof now === "number";
  return isMoved && before !== now ? { moved: { before, now } } : {};
}

/** The schedule that asked for it; null where a person did. */
export function scheduleIn({ params }: Pick<OperationRow, "params">): string | null {
  const schedule = isObject(params) ? params.schedule : null;
  return typeof schedule === "string" ? schedule : null;
}

/** The undo point whose step it is; null where it is none's. */
export function undoIn({ params }: Pick<OperationRow, "params">): string | null {
  const undo = isObject(params) ? params.undo : null;
  return typeof undo === "string" ? undo : null;
}

/** The right by which a guest asked for it; null where none did. */
export function guestIn({ params }: Pick<OperationRow, "params">): string | null {
  const guest = isObject(params) ? params.guest : null;
  return typeof guest === "string" ? guest : null;
}

/** The notes of a verification, or the evidence at its end. */
export function stepsOf(row: Pick<OperationRow, "notes" | "evidence">): OperationStep[] {
  const kept = [row.evidence, row.notes].map((notes) => (isObject(notes) ? notes.steps : null));
  const steps: unknown = kept.find(Array.isArray) ?? [];
  return Array.isArray(steps) ? steps.filter(isStep) : [];
}

const isStep = (step: unknown): step is OperationStep =>
  isObject(step) && OPERATION_STEPS.some((known) => known === step.name) && typeof step.at === "string";

/** An accepted removal whose list came empty: that is still to be confirmed. */
export const isConfirming = (row: Pick<OperationRow, "outcome" | "notes">): boolean =>
  row.outcome === "open" && isObject(row.notes) && typeof row.notes.emptySince === "string";

/** What an operation ends on that staff released. */
export type ReleaseEvidence = { reclaimedBy: string; reason: string; wasOutcome: string };

/** Who of the staff stopped waiting for it, and why; null for one that ended otherwise. */
export const releaseOf = ({
  evidence,
}: Pick<OperationRow, "evidence">): { by: string; reason: string } | null =>
  isObject(evidence) && typeof evidence.reclaimedBy === "string"
    ? { by: evidence.reclaimedBy, reason: String(evidence.reason) }
    : null;

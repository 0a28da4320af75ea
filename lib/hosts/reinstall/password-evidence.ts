import "server-only";
import { config } from "@/lib/config";
import type { OperationRow, VerificationNotes } from "@/lib/operations/operation-row";
import type { VmId } from "@/lib/rstack/ids";
import { cleanText } from "../clean-text";
import { lookForTask, TASK_TYPE, type TaskSeen } from "../evidence/task-evidence";
import { giveUpPassword, type PendingPassword, readPending, taskNotesOf } from "./pending-password";

/** The outcome of the new password. `not-sent`: the system runs with the one that RStack gave it. */
export const PASSWORD_ENDS = ["set", "refused", "not-sent", "unconfirmed"] as const;
export type PasswordEnd = (typeof PASSWORD_ENDS)[number];

export interface PasswordOutcome {
  end: PasswordEnd;
  /** The master's own words, where it refused. */
  message: string | null;
}

/**
 * The outcome of the new password since the system runs (`readyAt`); null while it isn't known. `look`: the notes of the
 * last look at its task, and those of this one.
 */
export async function passwordOutcomeOf(
  vmId: VmId,
  row: OperationRow,
  { readyAt, look }: { readyAt: Date; look: VerificationNotes },
  now: Date,
): Promise<{ outcome: PasswordOutcome | null; look: VerificationNotes }> {
  const pending = await readPending(row.id);
  if (!pending || pending.state === "not-sent") {
    return { outcome: { end: "not-sent", message: null }, look };
  }
  const { limitMs } = config().operations;
  if (pending.state === "waiting") {
    const isLate = now.getTime() - readyAt.getTime() > limitMs;
    const isGivenUp = isLate && (await giveUpPassword(pending.operationId));
    return { outcome: isGivenUp ? { end: "not-sent", message: null } : null, look };
  }
  const { seen, notes } = await lookForTask(vmId, TASK_TYPE.password, {
    notes: { ...taskNotesOf(pending), ...look },
    isAccepted: pending.state === "accepted",
  });
  const end = endBySeen(pending, seen, now, limitMs);
  const message = end === "refused" ? cleanText(pending.refusal) : null;
  return {
    outcome: end && { end, message },
    look: { underWay: notes.underWay, idleLooks: notes.idleLooks },
  };
}

function endBySeen(
  { state, sentAt }: PendingPassword,
  seen: TaskSeen,
  now: Date,
  limitMs: number,
): PasswordEnd | null {
  if (seen === "done" || seen === "gone") {
    return "set";
  }
  // A refusal doesn't count while the work is seen in progress.
  if (state === "refused" && seen !== "in-progress") {
    return "refused";
  }
  const waitedMs = sentAt === null ? 0 : now.getTime() - sentAt.getTime();
  const longestMs = seen === "in-progress" ? limitMs : Math.min(config().operations.noEvidenceMs, limitMs);
  return waitedMs > longestMs ? "unconfirmed" : null;
}

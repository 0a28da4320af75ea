import "server-only";
import { config } from "@/lib/config";
import type { OperationRow } from "@/lib/operations/operation-row";
import type { VmId } from "@/lib/rstack/ids";
import { cleanText } from "../clean-text";
import { lookForTask, TASK_TYPE, type TaskSeen } from "../task-evidence";
import { giveUpPassword, type PendingPassword, readPending } from "./pending-password";

/** What came of the new password; `not-sent`: the system runs with the one that the hosting system gave it. */
export const PASSWORD_ENDS = ["set", "refused", "not-sent", "unconfirmed"] as const;
export type PasswordEnd = (typeof PASSWORD_ENDS)[number];

export interface PasswordOutcome {
  end: PasswordEnd;
  /** The master's own words, where it refused. */
  message: string | null;
}

/** Reads what is known of the new password since the system runs (`readyAt`); null while that isn't settled. */
export async function passwordOutcomeOf(
  vmId: VmId,
  row: OperationRow,
  readyAt: Date,
  now: Date,
): Promise<PasswordOutcome | null> {
  const pending = await readPending(row.id);
  const end = pending ? await endOf(pending, vmId, readyAt, now) : "not-sent";
  return end && { end, message: end === "refused" ? cleanText(pending?.refusal ?? null) : null };
}

async function endOf(
  pending: PendingPassword,
  vmId: VmId,
  readyAt: Date,
  now: Date,
): Promise<PasswordEnd | null> {
  if (pending.state === "not-sent") {
    return "not-sent";
  }
  const { limitMs } = config().operations;
  if (pending.state === "waiting") {
    const isLate = now.getTime() - readyAt.getTime() > limitMs;
    return isLate && (await giveUpPassword(pending.operationId)) ? "not-sent" : null;
  }
  const { seen } = await lookForTask(vmId, TASK_TYPE.password, {
    notes: { tasksBefore: pending.tasksBefore },
    isAccepted: pending.state === "accepted",
  });
  return endBySeen(pending, seen, now, limitMs);
}

function endBySeen(
  { state, sentAt }: PendingPassword,
  seen: TaskSeen,
  now: Date,
  limitMs: number,
): PasswordEnd | null {
  if (seen === "done") {
    return "set";
  }
  // A refusal of what is being done all the same is no refusal.
  if (state === "refused" && seen !== "in-progress") {
    return "refused";
  }
  const waitedMs = sentAt === null ? 0 : now.getTime() - sentAt.getTime();
  const longestMs = seen === "in-progress" ? limitMs : Math.min(config().operations.noEvidenceMs, limitMs);
  return waitedMs > longestMs ? "unconfirmed" : null;
}

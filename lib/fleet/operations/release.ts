import "server-only";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { settle } from "@/lib/operations/ledger";
import type { ShownOperation } from "@/lib/operations/operation-row";
import { isInProgress } from "@/lib/operations/operation-view";
import type { ReleaseEvidence } from "@/lib/operations/present";
import { readShown } from "@/lib/operations/read-ledger";
import { endWaiting } from "@/lib/operations/waiting";

/**
 * At once while it waits for its host: nothing was sent. Else nobody waits for it any longer than the panel itself would say
 * that a host doesn't react.
 */
export const releasableFrom = ({ startedAt, waits }: Pick<ShownOperation, "startedAt" | "waits">): Date =>
  new Date(startedAt.getTime() + (waits ? 0 : config().operations.notReactingMs));

/**
 * Ends an operation that is going as failed, with who did it and why, so that the host is free again. Sends nothing and
 * takes nothing back: what the master does with it, it does. One that waits for its host ends as not sent. `too-early`: it may
 * well end by itself yet.
 */
export async function releaseOperation(
  of: { id: string; vmId: string; reason: string },
  by: Viewer,
): Promise<"released" | "not-found" | "over" | "too-early"> {
  const row = await readShown(of.id);
  if (!row || row.vmId !== of.vmId) {
    return "not-found";
  }
  if (!isInProgress(row.outcome)) {
    return "over";
  }
  if (releasableFrom(row) > new Date()) {
    return "too-early";
  }
  const evidence: ReleaseEvidence = {
    reclaimedBy: by.displayName,
    reason: of.reason,
    wasOutcome: row.outcome,
  };
  const isEnded = row.waits
    ? await endWaiting(row.id, { outcome: "not-sent", notSentCause: "stopped-by-staff", evidence })
    : await settle(row.id, { outcome: "failed", evidence });
  return isEnded ? "released" : "over";
}

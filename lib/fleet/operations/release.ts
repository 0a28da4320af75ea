import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { settle } from "@/lib/operations/ledger";
import type { OperationRow } from "@/lib/operations/operation-row";
import { isInProgress } from "@/lib/operations/operation-view";
import { readOperation } from "@/lib/operations/read-ledger";

/** What a released operation ended on. */
const EVIDENCE = z.object({ releasedBy: z.string(), reason: z.string(), wasOutcome: z.string() });
type Evidence = z.infer<typeof EVIDENCE>;

/** Nobody waits for it any longer than the panel itself would say that a host doesn't react. */
export const releasableFrom = ({ startedAt }: Pick<OperationRow, "startedAt">): Date =>
  new Date(startedAt.getTime() + config().operations.notReactingMs);

/**
 * Ends an operation that is going as failed, with who did it and why, so that the host is free again. Sends nothing and
 * takes nothing back: what the master does with it, it does. `too-early`: it may well end by itself yet.
 */
export async function releaseOperation(
  of: { id: string; vmId: string; reason: string },
  by: Viewer,
): Promise<"released" | "not-found" | "over" | "too-early"> {
  const row = await readOperation(of.id);
  if (!row || row.vmId !== of.vmId) {
    return "not-found";
  }
  if (!isInProgress(row.outcome)) {
    return "over";
  }
  if (releasableFrom(row) > new Date()) {
    return "too-early";
  }
  const evidence: Evidence = { releasedBy: by.displayName, reason: of.reason, wasOutcome: row.outcome };
  return (await settle(row.id, { outcome: "failed", evidence })) ? "released" : "over";
}

/** What `releaseOperation` wrote as a row's evidence; null for one that ended otherwise. */
export function releaseOf(evidence: unknown): { by: string; reason: string } | null {
  const found = EVIDENCE.safeParse(evidence);
  return found.success ? { by: found.data.releasedBy, reason: found.data.reason } : null;
}

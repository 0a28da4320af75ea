import "server-only";
import { master } from "@/lib/master";
import type { UserId } from "@/lib/rstack/ids";
import type { CallPriority } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import { applyOwnerList } from "./apply-list";
import { writeProfile } from "./profile";
import { claimScope, ownerScope, releaseScope } from "./scopes";

const CLAIM_MS = 60_000;

/**
 * Brings one customer's hosts in step. `elsewhere`: another instance is at it. Rows of others in the answer are
 * dropped, and then the master does not filter (any more).
 */
export async function syncOwner(
  owner: UserId,
  priority: CallPriority,
): Promise<"done" | "elsewhere" | Fault> {
  const scope = ownerScope(owner);
  if (!(await claimScope(scope, CLAIM_MS))) {
    return "elsewhere";
  }
  const asOf = new Date();
  let finished: Parameters<typeof releaseScope>[1] = {};
  try {
    const outcome = await master().listHostsOf(owner, { priority });
    if (!outcome.ok) {
      return outcome.fault;
    }
    const rows = outcome.value.rows.filter((row) => row.owner === owner);
    if (rows.length < outcome.value.rows.length) {
      await writeProfile({ knowsOwnerFilter: false, ownerFilterAt: new Date() });
    }
    if (outcome.value.rows.length > 0) {
      await writeProfile({
        ownerColumn: outcome.value.ownerColumn,
        ownerlessRows: outcome.value.ownerlessRows,
      });
    }
    await applyOwnerList(owner, rows, asOf);
    finished = { finishedAt: asOf, rows: rows.length };
    return "done";
  } finally {
    await releaseScope(scope, finished);
  }
}

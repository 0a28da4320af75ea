import "server-only";
import { master } from "@/lib/master";
import type { UserId } from "@/lib/rstack/ids";
import type { CallPriority } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import { applyOwnerList } from "./apply-list";
import { writeProfile } from "./profile";
import { ownerScope, withScope } from "./scopes";

const REST_AFTER_FAULT_MS = 15_000;

/**
 * Brings one customer's hosts in step. `elsewhere`: another instance is at it, or it failed just now. Rows of others
 * in the answer are dropped, and then the master does not filter (any more).
 */
export function syncOwner(owner: UserId, priority: CallPriority): Promise<"done" | "elsewhere" | Fault> {
  return withScope<"done" | Fault>(ownerScope(owner), REST_AFTER_FAULT_MS, async () => {
    const asOf = new Date();
    const outcome = await master().listHostsOf(owner, { priority });
    if (!outcome.ok) {
      return { result: outcome.fault, end: "fault" };
    }
    const all = outcome.value.rows;
    const rows = all.filter((row) => row.owner === owner);
    if (rows.length < all.length) {
      await writeProfile({ knowsOwnerFilter: false, ownerFilterAt: new Date() });
    }
    if (all.length > 0) {
      const { ownerColumn, ownerlessRows } = outcome.value;
      await writeProfile({ ownerColumn, ownerlessRows });
    }
    // Another owner's row with the same id stays with it: then the host is doubled, and not theirs.
    const ids = new Set(rows.map((row) => row.vmId));
    const fault = await applyOwnerList(
      owner,
      all.filter((row) => ids.has(row.vmId)),
      asOf,
    );
    if (fault) {
      return { result: fault, end: "fault" };
    }
    return { result: "done", end: { set: { finishedAt: asOf, rows: rows.length }, restMs: 0 } };
  });
}

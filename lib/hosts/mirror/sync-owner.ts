import "server-only";
import { sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { master } from "@/lib/master";
import type { UserId } from "@/lib/rstack/ids";
import type { CallPriority } from "@/lib/rstack/master-client";
import { type Fault, hasContent } from "@/lib/rstack/outcome";
import { missingOwnerColumn, unreadableIn } from "../list-problem";
import { applyOwnerList } from "./apply-list";
import { listsHaveContent, noteListContent } from "./list-content";
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
      const set = { unreadable: unreadableIn(outcome.fault) };
      return { result: outcome.fault, end: { set, restMs: REST_AFTER_FAULT_MS } };
    }
    const all = outcome.value.rows;
    if (all.length > 0) {
      noteListContent();
    }
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
      hasContent(outcome),
    );
    if (fault) {
      return { result: fault, end: "fault" };
    }
    if (!hasContent(outcome) && !(await mayHaveNone(owner, priority))) {
      return { result: { kind: "protocol", cause: "empty", detail: "" }, end: "fault" };
    }
    const unreadable = missingOwnerColumn(outcome.value, config().rstack.ownerField);
    const set = { finishedAt: asOf, rows: rows.length, unreadable };
    return { result: "done", end: { set, restMs: 0 } };
  });
}

/** An empty body is a reading only for a customer of whom the mirror holds no host, and while other lists have content. */
async function mayHaveNone(owner: UserId, priority: CallPriority): Promise<boolean> {
  const held = await database().execute(
    sql`select 1 from hosts where owner = ${owner} and gone_at is null limit 1`,
  );
  return held.rows.length === 0 && listsHaveContent({ priority });
}

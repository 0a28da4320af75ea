import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { master } from "@/lib/master";
import { perProcess } from "@/lib/per-process";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions, HostRow } from "@/lib/rstack/master-client";
import { type Fault, hasContent } from "@/lib/rstack/outcome";
import { markDoubled, noteAbsence } from "./hide-rows";
import { noteListContent } from "./list-content";
import { tellAll } from "./tell";
import { writeRows } from "./write-rows";

export type ReadOne =
  | { found: "one"; row: HostRow }
  /** `hasContent` false: the answer had an empty body, which is no evidence by itself. */
  | { found: "none"; hasContent: boolean }
  /** Several rows, or one that can't be read whole. */
  | { found: "doubled" }
  | { found: "fault"; fault: Fault };

/** Asks the master for one row and brings the mirror and the tenancy in step with the answer. */
export async function readOne(vmId: VmId, options: CallOptions): Promise<ReadOne> {
  const asOf = new Date();
  const outcome = await master().readHost(vmId, options);
  if (!outcome.ok) {
    return { found: "fault", fault: outcome.fault };
  }
  const rows = outcome.value.rows.filter((row) => row.vmId === vmId);
  const [row] = rows;
  if (rows.length > 1 || outcome.value.badRows > 0) {
    await database().transaction(async (tx) => tellAll(tx, await markDoubled(tx, [vmId], asOf)));
    return { found: "doubled" };
  }
  if (!row) {
    await noteAbsence(vmId, asOf, hasContent(outcome));
    return { found: "none", hasContent: hasContent(outcome) };
  }
  await database().transaction(async (tx) => {
    await tellAll(tx, await writeRows(tx, [row], asOf));
    // Unchanged rows aren't written by `writeRows`; that this one was confirmed is what an opened host asks for.
    await tx
      .update(hosts)
      .set({ seenAt: asOf, confirmedAt: asOf })
      .where(sql`${eq(hosts.vmId, vmId)} and ${hosts.seenAt} <= ${asOf.toISOString()}`);
  });
  noteListContent();
  return { found: "one", row };
}

const asking = () => perProcess("hosts being read", () => new Map<string, Promise<ReadOne>>());

/** For reads: one question at a time for each host, whoever waits for it. Never for a command's own proof. */
export function readOneShared(vmId: VmId, options: CallOptions): Promise<ReadOne> {
  const inFlight = asking();
  const known = inFlight.get(vmId);
  if (known) {
    return known;
  }
  const asked = readOne(vmId, { priority: options.priority, language: options.language }).finally(() =>
    inFlight.delete(vmId),
  );
  inFlight.set(vmId, asked);
  return asked;
}

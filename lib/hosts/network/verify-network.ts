import "server-only";
import { master } from "@/lib/master";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import type { Mapping } from "@/lib/rstack/master-client";
import { hasContent } from "@/lib/rstack/outcome";
import { readAddressesAnew } from "../connect/addresses";
import type { Verify } from "../define-command";
import { confirmGone, NOT_EMPTY } from "../evidence/list-evidence";
import { noteEntries } from "../evidence/seen-entries";
import { lookForTaskOf, TASK_TYPE, verdictOf } from "../evidence/task-evidence";
import { mappingKey, mappingsOnNode } from "./mapping-key";

type Params = Record<string, unknown>;
const paramsOf = (row: OperationRow): Params =>
  typeof row.params === "object" && row.params !== null ? (row.params as Params) : {};

/**
 * For a command that makes a mapping. Done when one is listed that `isAsked` and that did not stand before. Where the
 * list before had no body, the command's own `0` has to say so, too. `told`: what the new one tells beyond that.
 */
export const verifyMade =
  (
    isAsked: (mapping: Mapping, params: Params) => boolean,
    told?: (mapping: Mapping) => { subject: string } & Params,
  ): Verify =>
  async (vmId, row) => {
    const notes = notesOf(row);
    const { before } = notes;
    const listed = await master().listMappings(vmId, { priority: "motion" });
    const isNew = (one: Mapping) =>
      Array.isArray(before) && isAsked(one, paramsOf(row)) && !before.includes(mappingKey(one));
    const isTold = notes.beforeHow === "content" || row.acceptedAt !== null;
    const made = listed.ok && isTold ? listed.value.find(isNew) : undefined;
    return listed.ok && made
      ? { ...(await done(vmId, listed.value.length)), ...(told && { params: told(made) }) }
      : { seen: "nothing", notes };
  };

/** Done when it is missing from a list with content; an empty one has to be confirmed. */
export async function verifyRemoved(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const startedAt = performance.now();
  const listed = await master().listMappings(vmId, { priority: "motion" });
  if (!listed.ok) {
    return { seen: "nothing", notes: notesOf(row) };
  }
  const { mappingId } = paramsOf(row);
  // A row that tells no id may be the one.
  const isIn = (mappings: readonly Mapping[]) => mappings.some(({ id }) => id === mappingId || id === null);
  if (hasContent(listed)) {
    return isIn(listed.value)
      ? { seen: "nothing", notes: { ...notesOf(row), ...NOT_EMPTY } }
      : done(vmId, listed.value.length);
  }
  const { isGone, notes } = await confirmGone(vmId, row, { now, startedAt }, async () => {
    const wide = await mappingsOnNode(vmId, { priority: "motion" });
    return wide && hasContent(wide) ? isIn(wide.value) : null;
  });
  return isGone ? done(vmId, 0) : { seen: "nothing", notes };
}

async function done(vmId: VmId, mappings: number): Promise<Extract<Verdict, { seen: "end" }>> {
  await noteEntries("mappings", vmId, mappings > 0);
  // Which port leads to the host is part of how people connect to it.
  await readAddressesAnew(vmId);
  return { seen: "end", outcome: "done", evidence: { mappings } };
}

/** Nothing but its task tells that addresses were applied. */
export async function verifyReapply(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const verdict = verdictOf(await lookForTaskOf(vmId, TASK_TYPE.addresses, row), row, now);
  if (verdict.seen === "end" && verdict.outcome === "done") {
    await readAddressesAnew(vmId);
  }
  return verdict;
}

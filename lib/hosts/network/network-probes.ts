import "server-only";
import { master } from "@/lib/master";
import type { OperationKind } from "@/lib/operations/command-rules";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/probes";
import type { VmId } from "@/lib/rstack/ids";
import type { Mapping } from "@/lib/rstack/master-client";
import { lookForTask, TASK_TYPE, verdictOf } from "../access/task-evidence";
import { readAddressesAnew } from "../addresses";
import { zonesOf } from "./domain-name";
import { mappingKey } from "./mapping-key";

type Params = Record<string, unknown>;
const paramsOf = (row: OperationRow): Params =>
  typeof row.params === "object" && row.params !== null ? (row.params as Params) : {};

/** What the list of a host's mappings must show for each command to have happened. */
const SEEN: Record<
  "add-port" | "remove-port" | "bind-domain" | "unbind-domain",
  (mappings: readonly Mapping[], params: Params, before: unknown) => boolean
> = {
  "add-port": (mappings, { insidePort }, before) =>
    Array.isArray(before) &&
    mappings.some(
      (one) => one.kind === "port" && one.insidePort === insidePort && !before.includes(mappingKey(one)),
    ),
  "remove-port": isGone,
  "bind-domain": (mappings, { domain }) =>
    mappings.some((one) => one.kind === "domain" && zonesOf([one.domain ?? ""])[0] === domain),
  "unbind-domain": isGone,
};

function isGone(mappings: readonly Mapping[], { mappingId }: Params): boolean {
  return !mappings.some((one) => one.id === mappingId);
}

export type MappingKind = keyof typeof SEEN;
export const MAPPING_KINDS = Object.keys(SEEN) as MappingKind[] satisfies OperationKind[];

/** Reads the mappings back: what is listed counts, whatever was answered. */
export async function probeMapping(kind: MappingKind, vmId: VmId, row: OperationRow): Promise<Verdict> {
  const notes = notesOf(row);
  const listed = await master().listMappings(vmId, { priority: "motion" });
  if (!listed.ok || !SEEN[kind](listed.value, paramsOf(row), notes.before)) {
    return { seen: "nothing", notes: { ...notes, seenGone: false } };
  }
  // A list can come empty once without a reason: then the master's own `0`, or a second look, has to say the same.
  const isGoneWithAll = SEEN[kind] === isGone && listed.value.length === 0;
  if (isGoneWithAll && row.acceptedAt === null && notes.seenGone !== true) {
    return { seen: "nothing", notes: { ...notes, seenGone: true, underWay: true } };
  }
  // Which port leads to the host is part of how people connect to it.
  await readAddressesAnew(vmId);
  return { seen: "end", outcome: "done", evidence: { mappings: listed.value.length } };
}

/** Nothing but its task tells that addresses were applied. */
export async function probeReapply(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const verdict = verdictOf(await lookForTask(vmId, TASK_TYPE.addresses, notesOf(row)), row, now);
  if (verdict.seen === "end" && verdict.outcome === "done") {
    await readAddressesAnew(vmId);
  }
  return verdict;
}

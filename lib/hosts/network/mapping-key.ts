import "server-only";
import { z } from "zod";
import { master } from "@/lib/master";
import type { RowId, VmId } from "@/lib/rstack/ids";
import type { CallOptions, Mapping } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import { ofHostIn, placeOf, type Reading, readForComparison } from "../list-evidence";
import type { Obstacle, Ready } from "../run-command";
import { readMappings } from "./domain-claims";

/** What is wrong with a typed port is told later, in words of its own; here it must only not be endless. */
export const PORT_FIELD = z.string().max(32);
export const MAPPING_ID_FIELD = z.string().regex(/^[1-9][0-9]{0,9}$/);

/** Tells mappings of one host apart, also where a master gives them no ids. */
export const mappingKey = (mapping: Mapping): string =>
  mapping.id ?? `${mapping.kind}:${mapping.domain ?? mapping.publicPort ?? ""}>${mapping.insidePort ?? ""}`;

/** All mappings on the host's node, whosever; null where the node isn't known. */
export async function mappingsOnNode(vmId: VmId, options: CallOptions) {
  const { nodeId } = await placeOf(vmId);
  return nodeId && master().listMappingsOf({ nodeId }, options);
}

/** The host's mappings before a command, from a list that can be believed. */
export const mappingsNow = ({ owned: { vmId }, options }: Ready): Promise<Outcome<Reading<Mapping[]>>> =>
  readForComparison<Mapping[]>(
    vmId,
    () => readMappings(vmId, options),
    async () => ofHostIn(await mappingsOnNode(vmId, options), vmId),
    options,
  );

type Listed = { ok: true; id: RowId; mapping: Mapping } | { ok: false; why: Obstacle };

/** The master may act on an id alone, whosever it is: only what it lists for this very host, as this kind, is named to it. */
export async function listedMapping(kind: "port" | "domain", id: string, ready: Ready): Promise<Listed> {
  const listed = await mappingsNow(ready);
  if (!listed.ok) {
    return { ok: false, why: listed.fault };
  }
  const mapping = listed.value.value.find((one) => one.id === id && one.kind === kind);
  return mapping?.id ? { ok: true, id: mapping.id, mapping } : { ok: false, why: "not-listed" };
}

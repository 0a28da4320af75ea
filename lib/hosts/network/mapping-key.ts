import "server-only";
import { z } from "zod";
import { master } from "@/lib/master";
import type { RowId, VmId } from "@/lib/rstack/ids";
import type { CallOptions, Mapping } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import { ofHostIn, placeOf, type Reading, readForComparison } from "../evidence/list-evidence";
import type { Obstacle, Ready } from "../run-command";
import { readMappings } from "./domain-claims";

/** Only bounds the length: what is wrong with a typed port is told later, with a text of its own. */
export const PORT_FIELD = z.string().max(32).meta({ asNumber: true });
export const MAPPING_ID_FIELD = z.string().regex(/^[1-9][0-9]{0,9}$/);

/** Identifies a mapping among those of one host, also on a master that gives no ids. */
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

/** The master may act on an id alone, whoever's it is. So only what it lists for this host, as this kind, is sent to it. */
export async function listedMapping(kind: "port" | "domain", id: string, ready: Ready): Promise<Listed> {
  const listed = await mappingsNow(ready);
  if (!listed.ok) {
    return { ok: false, why: listed.fault };
  }
  const mapping = listed.value.value.find((one) => one.id === id && one.kind === kind);
  return mapping?.id ? { ok: true, id: mapping.id, mapping } : { ok: false, why: "not-listed" };
}

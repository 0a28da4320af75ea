import "server-only";
import { master } from "@/lib/master";
import type { RowId } from "@/lib/rstack/ids";
import type { Mapping } from "@/lib/rstack/master-client";
import type { Obstacle, Ready } from "../perform";

/** Tells mappings of one host apart, also where a master gives them no ids. */
export const mappingKey = (mapping: Mapping): string =>
  mapping.id ?? `${mapping.kind}:${mapping.domain ?? mapping.publicPort ?? ""}>${mapping.insidePort ?? ""}`;

type Listed = { ok: true; id: RowId; mapping: Mapping } | { ok: false; why: Obstacle };

/** The master may act on an id alone, whosever it is: only what it lists for this very host, as this kind, is named to it. */
export async function listedMapping(kind: "port" | "domain", id: string, ready: Ready): Promise<Listed> {
  const listed = await master().listMappings(ready.owned.vmId, ready.options);
  if (!listed.ok) {
    return { ok: false, why: listed.fault };
  }
  const mapping = listed.value.find((one) => one.id === id && one.kind === kind);
  return mapping?.id ? { ok: true, id: mapping.id, mapping } : { ok: false, why: "not-listed" };
}

import { parseRowId, type RowId } from "@/lib/rstack/ids";

/** Where a new host goes: an area, whose nodes the master takes in turn, or a node. */
export type Place = { areaId: RowId } | { nodeId: RowId };

export const placeText = (place: Place): string =>
  "areaId" in place ? `area:${place.areaId}` : `node:${place.nodeId}`;

/** Null where the text names no place. */
export function parsePlace(text: string): Place | null {
  const [kind, id] = text.split(":");
  const rowId = parseRowId(id);
  if (rowId === null) {
    return null;
  }
  return kind === "area" ? { areaId: rowId } : kind === "node" ? { nodeId: rowId } : null;
}

import type { Named } from "../master-client";
import { type ColumnTable, isDoubled, readLabel, readRowId } from "./fields";
import type { RawRow } from "./raw-row";

export const AREA_COLUMNS = {
  id: ["id", "areaid"],
  name: ["name", "areaname"],
  remark: ["remark"],
} as const satisfies ColumnTable;
export const NODE_COLUMNS = {
  id: ["id", "nodeid"],
  name: ["name", "nodename"],
} as const satisfies ColumnTable;

/** Without an id a row of these can't be used. */
export const keyOf = ({ id }: { id: readonly [string, ...string[]] }) => ({
  column: id[0],
  tells: (row: RawRow) => readRowId(row, id) !== null,
});

export function namedOf(rows: readonly RawRow[], table: { id: readonly string[]; name: readonly string[] }) {
  const named: Named[] = [];
  for (const row of rows) {
    const id = readRowId(row, table.id);
    if (id !== null && !isDoubled(row, table.id)) {
      named.push({ id, name: readLabel(row, table.name) });
    }
  }
  return named;
}

import type { RowId } from "../ids";
import { type Column, column, isDoubled, readLabel, readRowId, type ValuesOf, valuesOf } from "./fields";
import type { RawRow } from "./raw-row";

export const AREA_COLUMNS = {
  id: column(readRowId, "id", "areaid"),
  name: column(readLabel, "name", "areaname"),
  remark: column(readLabel, "remark"),
};
export const NODE_COLUMNS = {
  id: column(readRowId, "id", "nodeid"),
  name: column(readLabel, "name", "nodename"),
};

/** What a row of a table with ids says. */
export type WithId<Table extends WithIds> = Omit<ValuesOf<Table>, "id"> & { id: RowId };
type WithIds = Readonly<Record<string, Column>> & { id: Column<RowId | null> };
export type Named = WithId<typeof NODE_COLUMNS>;

/** Without an id a row of these can't be used. */
export const keyOf = ({ id }: { id: Column }) => ({
  column: id.names[0],
  tells: (row: RawRow) => id.of(row) !== null,
});

/** Rows whose id can be read and is named once in its row. */
export function withIdsOf<Table extends WithIds>(rows: readonly RawRow[], table: Table): WithId<Table>[] {
  return rows.flatMap((row) => {
    const values = valuesOf(row, table);
    const id = table.id.of(row);
    return id === null || isDoubled(row, table.id.names) ? [] : [{ ...values, id }];
  });
}

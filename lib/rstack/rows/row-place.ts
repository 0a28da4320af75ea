import { parseUserId, parseVmId } from "../ids";
import type { RowPlace } from "../provider-rows";
import { asText, type ColumnTable, isDoubled, read, readLabel, readRowId } from "./fields";
import { HOST_ID_COLUMNS } from "./of-host";
import type { RawRow } from "./raw-row";

export const PLACE_COLUMNS = {
  host: HOST_ID_COLUMNS,
  hostName: ["vmname", "vm_name"],
  owner: ["userid", "user_id"],
  node: ["nodeid", "node_id"],
} as const satisfies ColumnTable;

export const placeOf = (row: RawRow): RowPlace => ({
  vmId: parseVmId(read(row, PLACE_COLUMNS.host)),
  hostName: readLabel(row, PLACE_COLUMNS.hostName),
  owner: parseUserId(read(row, PLACE_COLUMNS.owner)),
  nodeId: readRowId(row, PLACE_COLUMNS.node),
});

/** Columns, and what was asked of them; an absent value asks nothing. */
export type AskedColumns = readonly (readonly [names: readonly string[], value: string | undefined])[];

/**
 * Rows that say nothing else than was asked for, whatever the master made of the filter, and that name none of the
 * given columns twice. A column that the row doesn't have says nothing.
 */
export const rowsAsked = (rows: readonly RawRow[], asked: AskedColumns, once: readonly string[]): RawRow[] =>
  rows.filter((row) => {
    const columns = [...once, ...asked.flatMap(([names, value]) => (value === undefined ? [] : names))];
    return !isDoubled(row, columns) && asked.every(([names, value]) => agrees(row, names, value));
  });

const agrees = (row: RawRow, names: readonly string[], value: string | undefined) =>
  value === undefined ||
  names.every((name) => {
    const said = Object.hasOwn(row.columns, name) ? asText(row.columns[name]) : null;
    return said === null || said.trim().toLowerCase() === value.trim().toLowerCase();
  });

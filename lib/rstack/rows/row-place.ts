import {
  asText,
  type Column,
  column,
  isDoubled,
  readRowId,
  readUserId,
  type ValuesOf,
  valuesOf,
} from "./fields";
import { HOST_ID, HOST_NAME } from "./of-host";
import type { RawRow } from "./raw-row";

export const PLACE_COLUMNS = {
  vmId: HOST_ID,
  hostName: HOST_NAME,
  owner: column(readUserId, "userid", "user_id"),
  nodeId: column(readRowId, "nodeid", "node_id"),
};
/** Whose a row of a list over all hosts is; null where it doesn't say. */
export type RowPlace = ValuesOf<typeof PLACE_COLUMNS>;

export const placeOf = (row: RawRow): RowPlace => valuesOf(row, PLACE_COLUMNS);

/** Columns, and what was asked of them; an absent value asks nothing. */
export type AskedColumns = readonly (readonly [column: Column, value: string | undefined])[];

/**
 * Rows that say nothing else than was asked for, whatever the master made of the filter, and that name none of the
 * given columns twice. A column that the row doesn't have says nothing.
 */
export const rowsAsked = (rows: readonly RawRow[], asked: AskedColumns, once: readonly Column[]): RawRow[] =>
  rows.filter((row) => {
    const columns = [...once, ...asked.flatMap(([column, value]) => (value === undefined ? [] : column))];
    return (
      !isDoubled(
        row,
        columns.flatMap(({ names }) => names),
      ) && asked.every(([{ names }, value]) => agrees(row, names, value))
    );
  });

const agrees = (row: RawRow, names: readonly string[], value: string | undefined) =>
  value === undefined ||
  names.every((name) => {
    const said = Object.hasOwn(row.columns, name) ? asText(row.columns[name]) : null;
    return said === null || said.trim().toLowerCase() === value.trim().toLowerCase();
  });

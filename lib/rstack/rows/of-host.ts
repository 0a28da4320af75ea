import type { VmId } from "../ids";
import { asText, isDoubled } from "./fields";
import type { RawRow } from "./raw-row";

/** Where a row of a list says whose it is: the parameter's name, then what can't mean anything else. */
export const HOST_ID_COLUMNS = ["vmid", "vm_id", "hyperid"] as const;

interface OwnedTable {
  id?: readonly string[];
  host: readonly string[];
}

/** This host's rows alone. A row that doesn't say whose it is, says it twice or says two things, is nobody's. */
export const rowsOfHost = (rows: readonly RawRow[], vmId: VmId, table: OwnedTable): RawRow[] =>
  rows.filter((row) => isWhole(row, table) && hostsOf(row, table).size === 1 && names(row, vmId, table));

/** For an action that is asked about one host: its rows needn't name it, but must name no other. */
export const rowsNotOfOthers = (rows: readonly RawRow[], vmId: VmId, table: OwnedTable): RawRow[] =>
  rows.filter((row) => isWhole(row, table) && names(row, vmId, table));

const isWhole = (row: RawRow, table: OwnedTable) => !isDoubled(row, [...(table.id ?? []), ...table.host]);

const names = (row: RawRow, vmId: VmId, table: OwnedTable) =>
  [...hostsOf(row, table)].every((named) => named === vmId);

/** What its host columns say; what can't be read as a text is another host's, not nobody's. */
function hostsOf(row: RawRow, table: OwnedTable): Set<string> {
  const said = new Set<string>();
  for (const name of table.host) {
    const value = Object.hasOwn(row.columns, name) ? row.columns[name] : null;
    if (value !== null && value !== "") {
      said.add(asText(value) ?? "?");
    }
  }
  return said;
}

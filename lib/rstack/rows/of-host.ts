import type { VmId } from "../ids";
import { asText, type Column, column, isDoubled, readIps, readLabel, readVmId } from "./fields";
import type { RawRow } from "./raw-row";

/** Where a row of a list says whose it is: the parameter's name, then what can't mean anything else. */
export const HOST_ID = column(readVmId, "vmid", "vm_id", "hyperid");
export const HOST_NAME = column(readLabel, "vmname", "vm_name");
const HOST_IP = column(readIps, "ip");

/** A table of rows that belong to hosts. */
export interface OwnedTable {
  id?: Column;
  host: Column;
}

/** What tells a host's rows where they have no id of a host in them. */
export interface HostProof {
  /** The host's name, whether another host has the same or not; null where it isn't known. */
  name: string | null;
  /** No other host of the master has it. */
  isNameUnique: boolean;
  /** The host's main address, where no other host of the master has it. */
  uniqueIp: string | null;
  /** This list was seen to look at `vmid`. */
  isFilterProved: boolean;
}

/** This host's rows alone. A row that doesn't say whose it is, says it twice or says two things, is nobody's. */
export const rowsOfHost = (rows: readonly RawRow[], vmId: VmId, table: OwnedTable): RawRow[] =>
  rows.filter((row) => isWhole(row, table) && hostsOf(row, table).size === 1 && names(row, vmId, table));

/** For an action that is asked about one host: its rows needn't name it, but must name no other. */
export const rowsNotOfOthers = (rows: readonly RawRow[], vmId: VmId, table: OwnedTable): RawRow[] =>
  rows.filter((row) => isWhole(row, table) && names(row, vmId, table));

/** Whether no row of a list has the id of a host in it: then `rowsByProof` has to tell whose they are. */
export const namesNoHost = (rows: readonly RawRow[], table: OwnedTable): boolean =>
  rows.length > 0 && rows.every((row) => !isDoubled(row, table.host.names) && hostsOf(row, table).size === 0);

/**
 * Of rows without an id of a host, those that are this host's: a unique name or address in the row says so, or the list
 * was seen to filter and the row names no other host. `isUntold`: some row can't be told to be this host's or another's.
 */
export function rowsByProof(
  rows: readonly RawRow[],
  table: OwnedTable,
  proof: HostProof,
): { rows: RawRow[]; isUntold: boolean } {
  const said = rows.filter((row) => isWhole(row, table)).map((row) => ({ row, whose: whoseBy(row, proof) }));
  return {
    rows: said.filter(({ whose }) => whose === "own").map(({ row }) => row),
    isUntold: said.some(({ whose }) => whose === "untold"),
  };
}

function whoseBy(row: RawRow, proof: HostProof): "own" | "other" | "untold" {
  if (isDoubled(row, [...HOST_NAME.names, ...HOST_IP.names])) {
    return "untold";
  }
  const name = HOST_NAME.of(row);
  if (name !== null && proof.name !== null && name !== proof.name) {
    return "other";
  }
  const [ip] = HOST_IP.of(row);
  const isNamed = name !== null && name === proof.name && proof.isNameUnique;
  const isAddressed = ip !== undefined && ip === proof.uniqueIp;
  return isNamed || isAddressed || proof.isFilterProved ? "own" : "untold";
}

const isWhole = (row: RawRow, table: OwnedTable) =>
  !isDoubled(row, [...(table.id?.names ?? []), ...table.host.names]);

const names = (row: RawRow, vmId: VmId, table: OwnedTable) =>
  [...hostsOf(row, table)].every((named) => named === vmId);

/** What its host columns say; what can't be read as a text is another host's, not nobody's. */
function hostsOf(row: RawRow, table: OwnedTable): Set<string> {
  const said = new Set<string>();
  for (const name of table.host.names) {
    const value = Object.hasOwn(row.columns, name) ? row.columns[name] : null;
    if (value !== null && value !== "") {
      said.add(asText(value) ?? "?");
    }
  }
  return said;
}

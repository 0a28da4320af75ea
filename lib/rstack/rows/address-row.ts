import { isIP } from "node:net";
import { column, isDoubled, read, readCode, readIp, readRowId, type ValuesOf, valuesOf } from "./fields";
import { HOST_ID } from "./of-host";
import type { RawRow } from "./raw-row";

const ADDRESS = {
  id: column(readRowId, "id", "ipid"),
  gateway: column(readIp, "gateway", "gateway_ip"),
  netmask: column(readNetmask, "netmask", "mask", "subnetmask", "subnet_mask"),
};
export const ADDRESS_COLUMNS = {
  ...ADDRESS,
  host: HOST_ID,
  address: column(readIp, "ip", "ipaddress", "ip_address", "ipaddr", "ipv6"),
  kind: column(readCode, "iptype", "ip_type"),
};
export type HostAddressRow = ValuesOf<typeof ADDRESS> & {
  address: string;
  kind: "ipv4" | "ipv6" | "private-ipv4" | "unknown";
};

export const ADDRESS_KEY = {
  column: ADDRESS_COLUMNS.address.names[0],
  tells: (row: RawRow) => addressOf(row) !== null,
};

export function addressOf(row: RawRow): HostAddressRow | null {
  const { address: column, kind } = ADDRESS_COLUMNS;
  const address = isDoubled(row, column.names) ? null : column.of(row);
  return address === null
    ? null
    : { ...valuesOf(row, ADDRESS), address, kind: addressKind(address, kind.of(row)) };
}

/** Whether an IPv4 address is a private one is the provider's word, not the range's. */
export function addressKind(address: string, code: string | null): HostAddressRow["kind"] {
  if (isIP(address) === 6) {
    return "ipv6";
  }
  return code === "0" ? "ipv4" : code === "2" ? "private-ipv4" : "unknown";
}

/** `255.255.255.0`, or a prefix's length. */
function readNetmask(row: RawRow, names: readonly string[]): string | null {
  const text = read(row, names)?.trim() ?? "";
  return isIP(text) !== 0 || (/^[0-9]{1,3}$/.test(text) && Number(text) <= 128) ? text : null;
}

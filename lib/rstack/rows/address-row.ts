import { isIP } from "node:net";
import type { HostAddressRow } from "../master-client";
import { type ColumnTable, isDoubled, read, readCode, readIp, readRowId } from "./fields";
import { HOST_ID_COLUMNS } from "./of-host";
import type { RawRow } from "./raw-row";

export const ADDRESS_COLUMNS = {
  id: ["id", "ipid"],
  host: HOST_ID_COLUMNS,
  address: ["ip", "ipaddress", "ip_address", "ipaddr", "ipv6"],
  kind: ["iptype", "ip_type"],
  gateway: ["gateway", "gateway_ip"],
  netmask: ["netmask", "mask", "subnetmask", "subnet_mask"],
} as const satisfies ColumnTable;

export const ADDRESS_KEY = {
  column: ADDRESS_COLUMNS.address[0],
  tells: (row: RawRow) => addressOf(row) !== null,
};

export function addressOf(row: RawRow): HostAddressRow | null {
  const address = isDoubled(row, ADDRESS_COLUMNS.address) ? null : readIp(row, ADDRESS_COLUMNS.address);
  if (address === null) {
    return null;
  }
  return {
    id: readRowId(row, ADDRESS_COLUMNS.id),
    address,
    kind: addressKind(address, readCode(row, ADDRESS_COLUMNS.kind)),
    gateway: readIp(row, ADDRESS_COLUMNS.gateway),
    netmask: netmaskOf(row),
  };
}

/** Whether an IPv4 address is a private one is the provider's word, not the range's. */
export function addressKind(address: string, code: string | null): HostAddressRow["kind"] {
  if (isIP(address) === 6) {
    return "ipv6";
  }
  return code === "0" ? "ipv4" : code === "2" ? "private-ipv4" : "unknown";
}

/** `255.255.255.0`, or a prefix's length. */
export function netmaskOf(row: RawRow): string | null {
  const text = read(row, ADDRESS_COLUMNS.netmask)?.trim() ?? "";
  return isIP(text) !== 0 || (/^[0-9]{1,3}$/.test(text) && Number(text) <= 128) ? text : null;
}

import type { VmId } from "../ids";
import { ADDRESS_COLUMNS, addressKind, addressOf, type HostAddressRow } from "./address-row";
import {
  column,
  isDoubled,
  readAmount,
  readCode,
  readFlag,
  readIp,
  readLabel,
  readRowId,
  type ValuesOf,
  valuesOf,
} from "./fields";
import { NODE_COLUMNS, type WithId, withIdsOf } from "./named-row";
import type { RawRow } from "./raw-row";
import { PLACE_COLUMNS } from "./row-place";

export const CAPACITY_COLUMNS = {
  ...NODE_COLUMNS,
  areaId: column(readRowId, "areaid", "area_id"),
  areaName: column(readLabel, "areaname", "area_name"),
  ip: column(readIp, "ip", "nodeip"),
  publicIp: column(readIp, "publicip", "public_ip"),
  /** How many cores one host may have there. */
  maxCpuCores: column(readAmount, "maxcpu", "max_cpu"),
  freeCpuCores: column(readAmount, "allowcpu", "freecpu", "free_cpu"),
  freeMemoryMb: column(readAmount, "allowram", "allow_ram", "freeram", "free_ram"),
  totalMemoryMb: column(readAmount, "maxram", "max_ram", "totalram", "total_ram"),
  freeDiskGb: column(readAmount, "allowdisk", "allow_disk", "freedisk", "free_disk"),
  totalDiskGb: column(readAmount, "maxdisk", "max_disk", "totaldisk", "total_disk"),
  hostCount: column(readAmount, "vmcount", "vm_count", "hypercount"),
  isInMaintenance: column(readFlag, "status"),
  remark: column(readLabel, "remark"),
};
export type NodeCapacity = WithId<typeof CAPACITY_COLUMNS>;

const POOL = {
  id: column(readRowId, "id", "ipblockid"),
  name: column(readLabel, "name", "blockname"),
  nodeId: PLACE_COLUMNS.nodeId,
  nodeName: column(readLabel, "nodename", "node_name"),
  gateway: ADDRESS_COLUMNS.gateway,
  netmask: ADDRESS_COLUMNS.netmask,
  firstIp: column(readIp, "startip", "start_ip", "ipstart", "beginip"),
  lastIp: column(readIp, "endip", "end_ip", "ipend"),
  /** How many addresses. */
  total: column(readAmount, "total", "ipcount", "ip_count", "totalip", "total_ip", "ipnum"),
  used: column(readAmount, "used", "usedip", "used_ip", "usedcount", "useip"),
  free: column(readAmount, "free", "freeip", "free_ip", "freecount"),
  remark: column(readLabel, "remark"),
};
export const POOL_COLUMNS = { ...POOL, kind: column(readCode, "iptype", "ip_type") };
export type AddressPool = WithId<typeof POOL> & { kind: HostAddressRow["kind"] };

export const poolsOf = (rows: readonly RawRow[]): AddressPool[] =>
  withIdsOf(rows, POOL_COLUMNS).map(({ kind: code, ...pool }) => {
    const { firstIp, gateway, total, used, free } = pool;
    return {
      ...pool,
      kind: code === "1" ? "ipv6" : addressKind(firstIp ?? gateway ?? "", code),
      total: total ?? (used !== null && free !== null ? used + free : null),
      used: used ?? difference(total, free),
      free: free ?? difference(total, used),
    };
  });

const difference = (total: number | null, part: number | null) =>
  total !== null && part !== null && part <= total ? total - part : null;

const OF_POOL = {
  poolId: column(readRowId, "ipblockid", "ipblock_id", "blockid"),
  hostName: PLACE_COLUMNS.hostName,
  owner: PLACE_COLUMNS.owner,
  remark: column(readLabel, "remark"),
};
export const POOL_ADDRESS_COLUMNS = { ...ADDRESS_COLUMNS, ...OF_POOL };
export type PoolAddress = HostAddressRow &
  ValuesOf<typeof OF_POOL> & {
    vmId: VmId | null;
    /** Null where the row doesn't say whether a host has it. */
    isFree: boolean | null;
  };

export const poolAddressesOf = (rows: readonly RawRow[]): PoolAddress[] =>
  rows.flatMap((row) => {
    const { id, host } = ADDRESS_COLUMNS;
    const address = isDoubled(row, [...id.names, ...host.names]) ? null : addressOf(row);
    const rest = { ...valuesOf(row, OF_POOL), vmId: host.of(row), isFree: isFree(row) };
    return address === null ? [] : [{ ...address, ...rest }];
  });

/** An empty host column or a 0 in it says that nobody has the address; anything else that somebody does. */
function isFree(row: RawRow): boolean | null {
  const name = ADDRESS_COLUMNS.host.names.find((column) => Object.hasOwn(row.columns, column));
  if (name === undefined) {
    return null;
  }
  const value = row.columns[name];
  return value === null || value === "" || value === 0 || value === "0";
}

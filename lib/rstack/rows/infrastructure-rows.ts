import { parseUserId, parseVmId } from "../ids";
import type { AddressPool, AreaRow, NodeCapacity, PoolAddress } from "../provider-rows";
import { ADDRESS_COLUMNS, addressKind, addressOf, netmaskOf } from "./address-row";
import {
  type ColumnTable,
  isDoubled,
  read,
  readAmount,
  readCode,
  readIp,
  readLabel,
  readRowId,
} from "./fields";
import { AREA_COLUMNS, NODE_COLUMNS, namedOf } from "./named-row";
import type { RawRow } from "./raw-row";
import { PLACE_COLUMNS } from "./row-place";

export const areasOf = (rows: readonly RawRow[]): AreaRow[] =>
  withNames(rows, AREA_COLUMNS, (row) => ({ remark: readLabel(row, AREA_COLUMNS.remark) }));

export const CAPACITY_COLUMNS = {
  ...NODE_COLUMNS,
  areaId: ["areaid", "area_id"],
  areaName: ["areaname", "area_name"],
  ip: ["ip", "nodeip"],
  publicIp: ["publicip", "public_ip"],
  maxCpuCores: ["maxcpu", "max_cpu"],
  freeCpuCores: ["allowcpu", "freecpu", "free_cpu"],
  freeMemoryMb: ["allowram", "allow_ram", "freeram", "free_ram"],
  totalMemoryMb: ["maxram", "max_ram", "totalram", "total_ram"],
  freeDiskGb: ["allowdisk", "allow_disk", "freedisk", "free_disk"],
  totalDiskGb: ["maxdisk", "max_disk", "totaldisk", "total_disk"],
  hostCount: ["vmcount", "vm_count", "hypercount"],
  status: ["status"],
  remark: ["remark"],
} as const satisfies ColumnTable;

export const nodesOf = (rows: readonly RawRow[]): NodeCapacity[] =>
  withNames(rows, CAPACITY_COLUMNS, (row) => {
    const status = readCode(row, CAPACITY_COLUMNS.status);
    return {
      areaId: readRowId(row, CAPACITY_COLUMNS.areaId),
      areaName: readLabel(row, CAPACITY_COLUMNS.areaName),
      ip: readIp(row, CAPACITY_COLUMNS.ip),
      publicIp: readIp(row, CAPACITY_COLUMNS.publicIp),
      maxCpuCores: readAmount(row, CAPACITY_COLUMNS.maxCpuCores),
      freeCpuCores: readAmount(row, CAPACITY_COLUMNS.freeCpuCores),
      freeMemoryMb: readAmount(row, CAPACITY_COLUMNS.freeMemoryMb),
      totalMemoryMb: readAmount(row, CAPACITY_COLUMNS.totalMemoryMb),
      freeDiskGb: readAmount(row, CAPACITY_COLUMNS.freeDiskGb),
      totalDiskGb: readAmount(row, CAPACITY_COLUMNS.totalDiskGb),
      hostCount: readAmount(row, CAPACITY_COLUMNS.hostCount),
      isInMaintenance: status === "1" ? true : status === "0" ? false : null,
      remark: readLabel(row, CAPACITY_COLUMNS.remark),
    };
  });

export const POOL_COLUMNS = {
  id: ["id", "ipblockid"],
  name: ["name", "blockname"],
  node: PLACE_COLUMNS.node,
  nodeName: ["nodename", "node_name"],
  kind: ["iptype", "ip_type"],
  gateway: ADDRESS_COLUMNS.gateway,
  netmask: ADDRESS_COLUMNS.netmask,
  firstIp: ["startip", "start_ip", "ipstart", "beginip"],
  lastIp: ["endip", "end_ip", "ipend"],
  total: ["total", "ipcount", "ip_count", "totalip", "total_ip", "ipnum"],
  used: ["used", "usedip", "used_ip", "usedcount", "useip"],
  free: ["free", "freeip", "free_ip", "freecount"],
  remark: ["remark"],
} as const satisfies ColumnTable;

export const poolsOf = (rows: readonly RawRow[]): AddressPool[] =>
  withNames(rows, POOL_COLUMNS, (row) => {
    const gateway = readIp(row, POOL_COLUMNS.gateway);
    const firstIp = readIp(row, POOL_COLUMNS.firstIp);
    const total = readAmount(row, POOL_COLUMNS.total);
    const used = readAmount(row, POOL_COLUMNS.used);
    const free = readAmount(row, POOL_COLUMNS.free);
    const code = readCode(row, POOL_COLUMNS.kind);
    return {
      nodeId: readRowId(row, POOL_COLUMNS.node),
      nodeName: readLabel(row, POOL_COLUMNS.nodeName),
      kind: code === "1" ? "ipv6" : addressKind(firstIp ?? gateway ?? "", code),
      gateway,
      netmask: netmaskOf(row),
      firstIp,
      lastIp: readIp(row, POOL_COLUMNS.lastIp),
      total: total ?? (used !== null && free !== null ? used + free : null),
      used: used ?? difference(total, free),
      free: free ?? difference(total, used),
      remark: readLabel(row, POOL_COLUMNS.remark),
    };
  });

const difference = (total: number | null, part: number | null) =>
  total !== null && part !== null && part <= total ? total - part : null;

/** Rows whose id can be read and is named once in its row, and whatever else is read of them. */
function withNames<Rest>(
  rows: readonly RawRow[],
  table: { id: readonly string[]; name: readonly string[] },
  rest: (row: RawRow) => Rest,
) {
  return rows.flatMap((row) => namedOf([row], table).map((named) => ({ ...named, ...rest(row) })));
}

export const POOL_ADDRESS_COLUMNS = {
  ...ADDRESS_COLUMNS,
  pool: ["ipblockid", "ipblock_id", "blockid"],
  hostName: PLACE_COLUMNS.hostName,
  owner: PLACE_COLUMNS.owner,
  remark: ["remark"],
} as const satisfies ColumnTable;

export function poolAddressesOf(rows: readonly RawRow[]): PoolAddress[] {
  const found: PoolAddress[] = [];
  for (const row of rows) {
    const address = isDoubled(row, [...ADDRESS_COLUMNS.id, ...ADDRESS_COLUMNS.host]) ? null : addressOf(row);
    if (address !== null) {
      const vmId = parseVmId(read(row, ADDRESS_COLUMNS.host));
      found.push({
        ...address,
        poolId: readRowId(row, POOL_ADDRESS_COLUMNS.pool),
        isFree: isFree(row),
        vmId,
        hostName: readLabel(row, POOL_ADDRESS_COLUMNS.hostName),
        owner: parseUserId(read(row, POOL_ADDRESS_COLUMNS.owner)),
        remark: readLabel(row, POOL_ADDRESS_COLUMNS.remark),
      });
    }
  }
  return found;
}

/** An empty host column or a 0 in it says that nobody has the address; anything else that somebody does. */
function isFree(row: RawRow): boolean | null {
  const name = ADDRESS_COLUMNS.host.find((column) => Object.hasOwn(row.columns, column));
  if (name === undefined) {
    return null;
  }
  const value = row.columns[name];
  return value === null || value === "" || value === 0 || value === "0";
}

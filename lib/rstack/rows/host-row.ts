import { isIP } from "node:net";
import { parseUserId, parseVmId } from "../ids";
import type { HostList, HostRow } from "../master-client";
import {
  asText,
  type ColumnTable,
  isDoubled,
  read,
  readAmount,
  readCode,
  readDay,
  readFirstIp,
  readIps,
  readLabel,
  readMac,
  readMoment,
  readPort,
  readQuota,
  readRowId,
} from "./fields";
import type { RawRow } from "./raw-row";

/** `hyper`'s columns aren't documented: the names of vm_create's reply and of the parameters. */
export const HOST_COLUMNS = {
  id: ["id", "vmid"],
  guid: ["guid"],
  name: ["vmname"],
  status: ["status"],
  imageId: ["osid"],
  imageName: ["os", "osname"],
  osFamily: ["ostype"],
  areaId: ["areaid"],
  areaName: ["areaname"],
  nodeId: ["nodeid"],
  nodeName: ["nodename"],
  ipv4: ["ip"],
  ipv6: ["ipv6"],
  moreIpv4: ["additionals_ip"],
  moreIpv6: ["additionals_ipv6"],
  remotePort: ["remote_port"],
  cpuCores: ["cpu"],
  memoryMb: ["ram"],
  dataDiskGb: ["disk"],
  portMbit: ["port"],
  mac: ["mac"],
  trafficLimitGb: ["bwlimit"],
  trafficUsedGb: ["bwusage"],
  trafficResetAt: ["bwdate"],
  snapshotQuota: ["backup_snapshot"],
  backupQuota: ["backup_full"],
  portQuota: ["portmap"],
  domainQuota: ["binding_domain"],
  mediumId: ["cdid"],
  lastReinstallOn: ["cvdate"],
  remark: ["remark"],
} as const satisfies ColumnTable;

/** Rows as hosts. A row whose id can't be read, or that names its id or owner twice, could be anybody's: it counts as bad. */
export function hostListOf(rows: readonly RawRow[], ownerField: string): HostList {
  const list: HostList = { rows: [], badRows: 0, ownerColumn: null, ownerlessRows: 0 };
  for (const row of rows) {
    const host = hostRowOf(row, ownerField);
    if (host === null) {
      list.badRows++;
      continue;
    }
    if (Object.hasOwn(row.columns, ownerField)) {
      list.ownerColumn = ownerField;
    }
    if (host.owner === null) {
      list.ownerlessRows++;
    }
    list.rows.push(host);
  }
  return list;
}

function hostRowOf(row: RawRow, ownerField: string): HostRow | null {
  const vmId = parseVmId(read(row, HOST_COLUMNS.id));
  if (vmId === null || isDoubled(row, [...HOST_COLUMNS.id, ownerField, "userid"])) {
    return null;
  }
  const ipv4 = readFirstIp(row, HOST_COLUMNS.ipv4, 4);
  const ipv6 = readFirstIp(row, HOST_COLUMNS.ipv6, 6);
  return {
    vmId,
    owner: parseUserId(read(row, [ownerField])),
    guid: readLabel(row, HOST_COLUMNS.guid),
    name: readLabel(row, HOST_COLUMNS.name),
    status: readCode(row, HOST_COLUMNS.status),
    imageId: readRowId(row, HOST_COLUMNS.imageId),
    imageName: readLabel(row, HOST_COLUMNS.imageName),
    osFamily: readLabel(row, HOST_COLUMNS.osFamily),
    areaId: readRowId(row, HOST_COLUMNS.areaId),
    areaName: readLabel(row, HOST_COLUMNS.areaName),
    nodeId: readRowId(row, HOST_COLUMNS.nodeId),
    nodeName: readLabel(row, HOST_COLUMNS.nodeName),
    ipv4,
    ipv6,
    additionalIps: furtherIps(row, [ipv4, ipv6]),
    remotePort: readPort(row, HOST_COLUMNS.remotePort),
    cpuCores: readAmount(row, HOST_COLUMNS.cpuCores),
    memoryMb: readAmount(row, HOST_COLUMNS.memoryMb),
    systemDiskGb: readSystemDisk(row),
    dataDiskGb: readAmount(row, HOST_COLUMNS.dataDiskGb),
    portMbit: readAmount(row, HOST_COLUMNS.portMbit),
    mac: readMac(row, HOST_COLUMNS.mac),
    trafficLimitGb: readAmount(row, HOST_COLUMNS.trafficLimitGb),
    trafficUsedGb: readAmount(row, HOST_COLUMNS.trafficUsedGb),
    trafficResetAt: readMoment(row, HOST_COLUMNS.trafficResetAt),
    snapshotQuota: readQuota(row, HOST_COLUMNS.snapshotQuota),
    backupQuota: readQuota(row, HOST_COLUMNS.backupQuota),
    portQuota: readQuota(row, HOST_COLUMNS.portQuota),
    domainQuota: readQuota(row, HOST_COLUMNS.domainQuota),
    mediumId: mediumOf(row),
    lastReinstallOn: readDay(row, HOST_COLUMNS.lastReinstallOn),
    remark: readLabel(row, HOST_COLUMNS.remark),
  };
}

/** What stands behind the main addresses, with commas, and in the columns for further ones. */
function furtherIps(row: RawRow, main: readonly (string | null)[]): string[] {
  const listed = (names: readonly string[], version: number) =>
    readIps(row, names).filter((ip) => isIP(ip) === version);
  const all = [
    ...listed(HOST_COLUMNS.ipv4, 4),
    ...readIps(row, HOST_COLUMNS.moreIpv4),
    ...listed(HOST_COLUMNS.ipv6, 6),
    ...readIps(row, HOST_COLUMNS.moreIpv6),
  ];
  return [...new Set(all)].filter((ip) => !main.includes(ip));
}

/** An empty drive is written as nothing, 0 or -1, like the number that ejects. */
function mediumOf(row: RawRow): HostRow["mediumId"] {
  const written = HOST_COLUMNS.mediumId.map((name) => row.columns[name]).find((value) => value !== undefined);
  const text = asText(written)?.trim() ?? "";
  return written === undefined
    ? null
    : text === "" || text === "0" || text === "-1"
      ? "none"
      : readRowId(row, HOST_COLUMNS.mediumId);
}

/** `60,40`: of the system disk that Windows and Linux get. */
export const SYSTEM_DISK_COLUMNS = ["systemdisk"] as const;

export function readSystemDisk(row: RawRow): { windows: number; linux: number } | null {
  const [, windows, linux] =
    /^([1-9][0-9]{0,6}), ?([1-9][0-9]{0,6})$/.exec(read(row, SYSTEM_DISK_COLUMNS) ?? "") ?? [];
  return windows && linux ? { windows: Number(windows), linux: Number(linux) } : null;
}

import { isIP } from "node:net";
import type { RowId, UserId, VmId } from "../ids";
import type { HostList } from "../master-client";
import {
  asText,
  type Column,
  column,
  isDoubled,
  read,
  readAmount,
  readCode,
  readDay,
  readIps,
  readIpv4,
  readIpv6,
  readLabel,
  readMac,
  readMoment,
  readPort,
  readQuota,
  readRowId,
  readUserId,
  readVmId,
  type ValuesOf,
  valuesOf,
} from "./fields";
import type { RawRow } from "./raw-row";

/**
 * How a listed value meets the one that the mirror has: `take` what was listed, or `keep` what is known where the list says
 * nothing, as of columns that `vm_state` and `vm_exinfo` also tell.
 */
export interface Kept {
  merge: "take" | "keep";
  /** It belongs to what this field names: what is known is kept only while that is the same. */
  boundTo?: "guid" | "imageId" | "areaId" | "nodeId";
  /** Nobody who has the host's page open is told of a change: it changes all the time, or hardly ever. */
  quiet?: true;
}

const kept =
  (how: Kept) =>
  <Value>(reader: Column<Value>["reader"], ...names: Column["names"]) => ({
    ...column(reader, ...names),
    ...how,
  });
const take = kept({ merge: "take" });
const keep = kept({ merge: "keep" });
const takeQuietly = kept({ merge: "take", quiet: true });
const keepQuietly = kept({ merge: "keep", quiet: true });
const keepWith = (boundTo: Kept["boundTo"]) => kept({ merge: "keep", boundTo });
const keepQuietlyWith = (boundTo: Kept["boundTo"]) => kept({ merge: "keep", boundTo, quiet: true });

/**
 * One line a column of `hyper`: its names, how it is read, and how the mirror keeps it in the column of `hosts` of the same
 * name. The names aren't documented: they are those of vm_create's reply and of the parameters.
 */
export const HOST = {
  guid: keep(readLabel, "guid"),
  name: keep(readLabel, "vmname"),
  /** `0` installing, `1` locked, `2` normal, `-1` suspended, `-2` over traffic and running, `-3` over traffic and stopped. */
  status: take(readCode, "status"),
  imageId: keep(readRowId, "osid"),
  imageName: keepWith("imageId")(readLabel, "os", "osname"),
  osFamily: keep(readLabel, "ostype"),
  areaId: take(readRowId, "areaid"),
  areaName: keepWith("areaId")(readLabel, "areaname"),
  nodeId: take(readRowId, "nodeid"),
  nodeName: keepWith("nodeId")(readLabel, "nodename"),
  ipv4: take(readIpv4, "ip"),
  ipv6: take(readIpv6, "ipv6"),
  remotePort: keep(readPort, "remote_port"),
  cpuCores: take(readAmount, "cpu"),
  memoryMb: take(readAmount, "ram"),
  systemDiskGb: keepQuietlyWith("imageId")(readSystemDisk, "systemdisk"),
  dataDiskGb: takeQuietly(readAmount, "disk"),
  portMbit: takeQuietly(readAmount, "port"),
  mac: keepQuietlyWith("guid")(readMac, "mac"),
  trafficLimitGb: keepQuietly(readAmount, "bwlimit"),
  trafficUsedGb: keepQuietly(readAmount, "bwusage"),
  trafficResetAt: keepQuietly(readMoment, "bwdate"),
  /** Quotas: 0 none, -1 the group's. */
  snapshotQuota: keep(readQuota, "backup_snapshot"),
  backupQuota: keep(readQuota, "backup_full"),
  portQuota: keep(readQuota, "portmap"),
  domainQuota: keep(readQuota, "binding_domain"),
  /** The medium in the drive. Nothing else tells it. */
  mediumId: take(readMedium, "cdid"),
  /** `YYYY-MM-DD` */
  lastReinstallOn: keep(readDay, "cvdate"),
  /** What staff wrote about it in RStack; no customer's to read. */
  remark: takeQuietly(readLabel, "remark"),
};

export const HOST_COLUMNS = {
  ...HOST,
  id: column(readVmId, "id", "vmid"),
  moreIpv4: column(readIps, "additionals_ip"),
  moreIpv6: column(readIps, "additionals_ipv6"),
};
/** Null where the row doesn't say. */
export type HostRow = ValuesOf<typeof HOST> & {
  vmId: VmId;
  owner: UserId | null;
  additionalIps: string[];
};

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
  const { id, moreIpv4, moreIpv6 } = HOST_COLUMNS;
  const vmId = id.of(row);
  if (vmId === null || isDoubled(row, [...id.names, ownerField, "userid"])) {
    return null;
  }
  const values = valuesOf(row, HOST);
  const { ipv4, ipv6 } = values;
  const ips = [...listed(row, "ipv4"), ...moreIpv4.of(row), ...listed(row, "ipv6"), ...moreIpv6.of(row)];
  return {
    ...values,
    vmId,
    owner: readUserId(row, [ownerField]),
    additionalIps: [...new Set(ips)].filter((ip) => ip !== ipv4 && ip !== ipv6),
  };
}

/** The main address and what stands behind it, with commas. */
const listed = (row: RawRow, main: "ipv4" | "ipv6") =>
  readIps(row, HOST[main].names).filter((ip) => isIP(ip) === (main === "ipv4" ? 4 : 6));

/** An empty drive is written as nothing, 0 or -1, like the number that ejects; null where the row says nothing. */
function readMedium(row: RawRow, names: readonly string[]): RowId | "none" | null {
  const written = names.map((name) => row.columns[name]).find((value) => value !== undefined);
  const text = asText(written)?.trim() ?? "";
  return written === undefined
    ? null
    : text === "" || text === "0" || text === "-1"
      ? "none"
      : readRowId(row, names);
}

/** `60,40`: of the system disk that Windows and Linux get. */
function readSystemDisk(row: RawRow, names: readonly string[]): { windows: number; linux: number } | null {
  const [, windows, linux] = /^([1-9][0-9]{0,6}), ?([1-9][0-9]{0,6})$/.exec(read(row, names) ?? "") ?? [];
  return windows && linux ? { windows: Number(windows), linux: Number(linux) } : null;
}

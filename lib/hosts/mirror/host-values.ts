import type { HostRow } from "@/lib/rstack/master-client";
import { cleanText } from "../clean-text";
import { systemOf } from "../system-name";

/**
 * How a column meets what the mirror has: `take` what was listed, or `keep` what is known where the list says nothing;
 * with `nameOf`, keep it only while the id that it names is the same.
 */
interface Column {
  name: string;
  type: string;
  merge: "take" | "keep";
  nameOf?: string;
  /** Nobody who has the host's page open is told of a change: traffic counts on all the time, the others hardly change. */
  quiet?: true;
}

/** Columns that `vm_state` and `vm_exinfo` also tell are kept: a list without them must not erase them. */
export const COLUMNS: readonly Column[] = [
  { name: "guid", type: "text", merge: "keep" },
  { name: "owner", type: "text", merge: "take" },
  { name: "name", type: "text", merge: "keep" },
  { name: "status", type: "text", merge: "take" },
  { name: "image_id", type: "text", merge: "keep" },
  { name: "image_name", type: "text", merge: "keep", nameOf: "image_id" },
  { name: "os_family", type: "text", merge: "keep" },
  { name: "area_id", type: "text", merge: "take" },
  { name: "area_name", type: "text", merge: "keep", nameOf: "area_id" },
  { name: "node_id", type: "text", merge: "take" },
  { name: "node_name", type: "text", merge: "keep", nameOf: "node_id" },
  { name: "ipv4", type: "text", merge: "take" },
  { name: "ipv6", type: "text", merge: "take" },
  { name: "additional_ips", type: "text[]", merge: "take" },
  { name: "remote_port", type: "integer", merge: "keep" },
  { name: "cpu_cores", type: "integer", merge: "take" },
  { name: "memory_mb", type: "integer", merge: "take" },
  { name: "system_disk_gb", type: "integer", merge: "keep", nameOf: "image_id", quiet: true },
  { name: "data_disk_gb", type: "integer", merge: "take", quiet: true },
  { name: "port_mbit", type: "integer", merge: "take", quiet: true },
  { name: "mac", type: "text", merge: "keep", nameOf: "guid", quiet: true },
  { name: "traffic_limit_gb", type: "bigint", merge: "keep", quiet: true },
  { name: "traffic_used_gb", type: "bigint", merge: "keep", quiet: true },
  { name: "traffic_reset_at", type: "timestamptz", merge: "keep", quiet: true },
  { name: "snapshot_quota", type: "integer", merge: "keep" },
  { name: "backup_quota", type: "integer", merge: "keep" },
  { name: "port_quota", type: "integer", merge: "keep" },
  { name: "domain_quota", type: "integer", merge: "keep" },
  // Nothing else tells it; '' is a drive that the row says is empty.
  { name: "medium_id", type: "text", merge: "take" },
  { name: "last_reinstall_on", type: "text", merge: "keep" },
  { name: "remark", type: "text", merge: "take", quiet: true },
];

const whole = (n: number | null, max: number): number | null =>
  n !== null && Number.isFinite(n) && n >= 0 && n <= max ? Math.round(n) : null;
const INT4 = 2_147_483_647;
/** -1 is a quota too: the group's. */
const quota = (n: number | null): number | null => (n === -1 ? n : whole(n, INT4));

/** Years that ISO 8601 writes with four digits, the only ones PostgreSQL reads back as they were meant. */
export const storableDate = (date: Date | null): Date | null =>
  date !== null && date.getTime() >= 0 && date.getUTCFullYear() <= 9999 ? date : null;

export const storableGb = (gb: number | null): number | null => whole(gb, Number.MAX_SAFE_INTEGER);
/** Null for what no column of whole numbers holds. */
export const storableCount = (n: number | null): number | null => whole(n, INT4);
export const storablePort = (port: number | null): number | null => whole(port, 65_535);

/**
 * A listed row as JSON for PostgreSQL. One row with an odd number or text in it must not keep the other rows of its
 * list out, so what can't be stored becomes null. The owner is stored as it came: it is compared byte for byte.
 */
export function hostValues(row: HostRow): Record<string, unknown> {
  return {
    vm_id: row.vmId,
    guid: cleanText(row.guid, 64)?.toLowerCase() ?? null,
    owner: row.owner,
    name: cleanText(row.name),
    status: cleanText(row.status, 10),
    image_id: row.imageId,
    image_name: cleanText(row.imageName),
    os_family: cleanText(row.osFamily, 40),
    area_id: row.areaId,
    area_name: cleanText(row.areaName),
    node_id: row.nodeId,
    node_name: cleanText(row.nodeName),
    ipv4: cleanText(row.ipv4, 64),
    ipv6: cleanText(row.ipv6, 64),
    additional_ips: row.additionalIps.map((ip) => cleanText(ip, 64)).filter((ip) => ip !== null),
    remote_port: storablePort(row.remotePort),
    cpu_cores: whole(row.cpuCores, INT4),
    memory_mb: whole(row.memoryMb, INT4),
    system_disk_gb: whole(systemDiskOf(row), INT4),
    data_disk_gb: whole(row.dataDiskGb, INT4),
    port_mbit: whole(row.portMbit, INT4),
    mac: row.mac,
    traffic_limit_gb: storableGb(row.trafficLimitGb),
    traffic_used_gb: storableGb(row.trafficUsedGb),
    traffic_reset_at: storableDate(row.trafficResetAt)?.toISOString() ?? null,
    snapshot_quota: quota(row.snapshotQuota),
    backup_quota: quota(row.backupQuota),
    port_quota: quota(row.portQuota),
    domain_quota: quota(row.domainQuota),
    medium_id: row.mediumId === "none" ? "" : row.mediumId,
    last_reinstall_on: row.lastReinstallOn,
    remark: cleanText(row.remark),
  };
}

/** Which of the two sizes counts is told by the system; null where that isn't known. */
function systemDiskOf({ systemDiskGb, imageName, osFamily }: HostRow): number | null {
  const { family } = systemOf(imageName, osFamily);
  return systemDiskGb === null || family === "unknown"
    ? null
    : systemDiskGb[family === "windows" ? "windows" : "linux"];
}

import { HOST_FIELDS, SETTING_COLUMNS, WIRE_FIELDS } from "../host-fields";
import { parseVmId } from "../ids";
import type { CreatedHost, HostSettings } from "../provider-rows";
import { type ColumnTable, isDoubled, read, readAmount, readIps, readQuota } from "./fields";
import { hostListOf, readSystemDisk, SYSTEM_DISK_COLUMNS } from "./host-row";
import { parseObject, type RawRow } from "./raw-row";

/** Those that are no plain amount. */
export const HARDWARE_COLUMNS = {
  systemDiskGb: SYSTEM_DISK_COLUMNS,
} as const satisfies ColumnTable;

export function hostSettingsOf(raw: RawRow, ownerField: string): HostSettings | null {
  const [row] = hostListOf([raw], ownerField).rows;
  if (row === undefined) {
    return null;
  }
  const numbers = Object.fromEntries(
    WIRE_FIELDS.map((name) => {
      const reader = HOST_FIELDS[name].of === "quota" ? readQuota : readAmount;
      return [name, reader(raw, SETTING_COLUMNS[name])];
    }),
  ) as Record<(typeof WIRE_FIELDS)[number], number | null>;
  return {
    ...numbers,
    systemDiskGb: readSystemDisk(raw),
    remark: row.remark,
    row,
  };
}

/** Either form of the reply to `vm_create`: `{json}`, or `id|ip,ip` from a master that doesn't know `returnjson`. */
export function createdHostOf(data: string | null): CreatedHost {
  const nothing = { vmId: null, password: null, row: null, ips: [] };
  if (data === null) {
    return nothing;
  }
  if (!data.startsWith("{")) {
    const [id = "", ip = ""] = data.split("|");
    const ips = readIps({ columns: { ip }, doubled: [] }, ["ip"]);
    return { ...nothing, vmId: parseVmId(id.trim()), ips };
  }
  const raw = parseObject(data);
  if (raw === null || raw === "shape") {
    return nothing;
  }
  const row = hostListOf([raw], "userid").rows[0] ?? null;
  return {
    vmId: row?.vmId ?? null,
    password: isDoubled(raw, ["vmpass"]) ? null : read(raw, ["vmpass"]),
    row,
    ips: row === null ? [] : [row.ipv4, row.ipv6, ...row.additionalIps].filter((ip) => ip !== null),
  };
}

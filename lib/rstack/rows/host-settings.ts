import { HOST_FIELDS, WIRE_FIELDS } from "../host-fields";
import { parseVmId } from "../ids";
import type { CreatedHost } from "../provider-rows";
import {
  type Column,
  column,
  isDoubled,
  read,
  readAmount,
  readIps,
  readQuota,
  type ValuesOf,
  valuesOf,
} from "./fields";
import { type HostRow, hostListOf } from "./host-row";
import { parseObject, type RawRow } from "./raw-row";

/** What of `HOST_FIELDS` stands in a row as one number. */
export const SETTING_COLUMNS = Object.fromEntries(
  WIRE_FIELDS.map((name) => {
    const { wire, of } = HOST_FIELDS[name];
    return [name, column(of === "quota" ? readQuota : readAmount, wire)];
  }),
) as Record<(typeof WIRE_FIELDS)[number], Column<number | null>>;

/** Figures of `vm_update` that the master's row tells; null where it doesn't. */
export type HostSettings = ValuesOf<typeof SETTING_COLUMNS> &
  Pick<HostRow, "systemDiskGb" | "remark"> & { row: HostRow };

export function hostSettingsOf(raw: RawRow, ownerField: string): HostSettings | null {
  const [row] = hostListOf([raw], ownerField).rows;
  return row === undefined
    ? null
    : { ...valuesOf(raw, SETTING_COLUMNS), systemDiskGb: row.systemDiskGb, remark: row.remark, row };
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

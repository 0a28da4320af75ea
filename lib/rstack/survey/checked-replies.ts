import type { ActionName } from "../catalogue/catalogue";
import { HOST_FIELDS, SETTING_COLUMNS, WIRE_FIELDS } from "../host-fields";
import type { CheckedReply } from "../master-client";
import { CONSOLE_COLUMNS } from "../rows/console-state";
import {
  type ColumnTable,
  read,
  readAmount,
  readCode,
  readDay,
  readIp,
  readIps,
  readLabel,
  readMoment,
  readPort,
  readQuota,
  readRowId,
} from "../rows/fields";
import { DETAIL_COLUMNS, STATE_COLUMNS } from "../rows/host-details";
import { HOST_COLUMNS } from "../rows/host-row";
import { HARDWARE_COLUMNS } from "../rows/host-settings";
import { IMAGE_COLUMNS, MEDIUM_COLUMNS } from "../rows/image-row";
import { CAPACITY_COLUMNS, POOL_ADDRESS_COLUMNS, POOL_COLUMNS } from "../rows/infrastructure-rows";
import { MAPPING_COLUMNS } from "../rows/mapping-row";
import { figuresOf, MONITOR_COLUMNS } from "../rows/monitor-row";
import { AREA_COLUMNS } from "../rows/named-row";
import type { RawRow } from "../rows/raw-row";
import { BACKUP_COLUMNS, SNAPSHOT_COLUMNS } from "../rows/snapshot-row";
import { TASK_COLUMNS } from "../rows/task-row";
import { USER_DETAIL_COLUMNS } from "../rows/user-details";
import { USER_COLUMNS } from "../rows/user-row";

/** How a value is read; what reads as null can't be used. */
const NOTATIONS = {
  id: readRowId,
  text: readLabel,
  /** Sent back as it came. */
  whole: (row, names) => read(row, names),
  code: readCode,
  amount: readAmount,
  quota: readQuota,
  day: readDay,
  moment: readMoment,
  port: readPort,
  ip: readIp,
  ips: (row, names) => readIps(row, names)[0] ?? null,
  figures: (row, names) => figuresOf(row, names).find((figure) => figure !== null) ?? null,
} satisfies Record<string, (row: RawRow, names: readonly string[]) => unknown>;
export type Notation = keyof typeof NOTATIONS;

export const readAs = (notation: Notation, row: RawRow, names: readonly string[]): unknown =>
  NOTATIONS[notation](row, names);

export interface CheckedReplyOf {
  /** Of the catalogue. */
  action: ActionName;
  /** Our field → the columns it may stand in. */
  columns: ColumnTable;
  /** Fields that are no text. */
  notations: Readonly<Record<string, Notation>>;
}

const ADDRESS_NOTATIONS = {
  id: "id",
  host: "id",
  address: "ip",
  kind: "code",
  gateway: "ip",
  netmask: "text",
  pool: "id",
} as const;
const IMAGE_NOTATIONS = { id: "id" } as const;
const POOL_ADDRESSES = { columns: POOL_ADDRESS_COLUMNS, notations: ADDRESS_NOTATIONS };
const COPY_NOTATIONS = {
  id: "id",
  host: "id",
  name: "whole",
  createdAt: "moment",
  state: "code",
  kind: "code",
} as const;

/** Every reply that can be asked for without changing anything, and what the panel reads of it. */
export const CHECKED_REPLIES: Readonly<Record<CheckedReply, CheckedReplyOf>> = {
  hosts: {
    action: "hyper",
    columns: { ...HOST_COLUMNS, ...SETTING_COLUMNS, ...HARDWARE_COLUMNS },
    notations: {
      id: "id",
      status: "code",
      imageId: "id",
      areaId: "id",
      nodeId: "id",
      ipv4: "ips",
      ipv6: "ips",
      moreIpv4: "ips",
      moreIpv6: "ips",
      remotePort: "port",
      trafficResetAt: "moment",
      mediumId: "id",
      lastReinstallOn: "day",
      ...Object.fromEntries(
        WIRE_FIELDS.map((field) => [field, HOST_FIELDS[field].of === "quota" ? "quota" : "amount"]),
      ),
    },
  },
  users: {
    action: "user_info",
    columns: { ...USER_COLUMNS, ...USER_DETAIL_COLUMNS },
    notations: {
      rowId: "id",
      userId: "whole",
      status: "code",
      group: "code",
      noReinstallBefore: "day",
      reinstallsUsed: "amount",
      serviceCount: "amount",
      emailVerified: "code",
      phoneVerified: "code",
      registeredFromIp: "ip",
      lastSignInIp: "ip",
    },
  },
  areas: { action: "area", columns: AREA_COLUMNS, notations: { id: "id" } },
  nodes: {
    action: "hypernode",
    columns: CAPACITY_COLUMNS,
    notations: {
      id: "id",
      areaId: "id",
      ip: "ip",
      publicIp: "ip",
      maxCpuCores: "amount",
      freeCpuCores: "amount",
      freeMemoryMb: "amount",
      totalMemoryMb: "amount",
      freeDiskGb: "amount",
      totalDiskGb: "amount",
      hostCount: "amount",
      status: "code",
    },
  },
  images: { action: "hyperos", columns: IMAGE_COLUMNS, notations: IMAGE_NOTATIONS },
  discs: { action: "hyperos", columns: IMAGE_COLUMNS, notations: IMAGE_NOTATIONS },
  pools: {
    action: "hyperipblock",
    columns: POOL_COLUMNS,
    notations: {
      id: "id",
      node: "id",
      kind: "code",
      gateway: "ip",
      firstIp: "ip",
      lastIp: "ip",
      total: "amount",
      used: "amount",
      free: "amount",
    },
  },
  addresses: { action: "hyperip", ...POOL_ADDRESSES },
  freeAddresses: { action: "vm_freeip", ...POOL_ADDRESSES },
  mappings: {
    action: "hypernat",
    columns: MAPPING_COLUMNS,
    notations: { id: "id", host: "id", kind: "code", insidePort: "port", publicPort: "port", publicIp: "ip" },
  },
  tasks: {
    action: "hypertask",
    columns: TASK_COLUMNS,
    notations: { id: "id", host: "id", type: "code", step: "code", status: "code", startedAt: "moment" },
  },
  snapshots: { action: "vm_snapshot.list", columns: SNAPSHOT_COLUMNS, notations: COPY_NOTATIONS },
  backups: { action: "hyperbackup", columns: BACKUP_COLUMNS, notations: COPY_NOTATIONS },
  media: { action: "vm_cd_manage.list", columns: MEDIUM_COLUMNS, notations: { id: "id", host: "id" } },
  monitor: {
    action: "vm_monitor",
    columns: MONITOR_COLUMNS,
    notations: { time: "moment", cpu: "figures", memory: "figures", disk: "figures", network: "figures" },
  },
  state: {
    action: "vm_state",
    columns: STATE_COLUMNS,
    notations: {
      trafficUsedGb: "amount",
      trafficLimitGb: "amount",
      trafficResetAt: "moment",
      imageId: "id",
      taskType: "code",
      taskStep: "code",
      taskStatus: "code",
    },
  },
  details: {
    action: "vm_exinfo",
    columns: DETAIL_COLUMNS,
    notations: {
      ip: "ips",
      ipKind: "code",
      remotePort: "port",
      trafficUsedGb: "amount",
      trafficLimitGb: "amount",
      trafficResetAt: "moment",
      reinstallsUsed: "amount",
    },
  },
  console: {
    action: "vm_console.state",
    columns: CONSOLE_COLUMNS,
    notations: { server: "whole", token: "whole", nodeAddress: "ip", expiresAt: "moment" },
  },
};

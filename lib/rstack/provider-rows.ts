import type { FieldsWith } from "./host-fields";
import type { RowId, UserId, VmId } from "./ids";
import type { Backup, HostAddressRow, HostRow, Mapping, Named, Task, UserRow } from "./master-client";

export interface UserDetails extends UserRow {
  remark: string | null;
  serviceCount: number | null;
  isEmailVerified: boolean | null;
  isPhoneVerified: boolean | null;
  registeredFromIp: string | null;
  lastSignInIp: string | null;
}

export interface FoundUser {
  user: UserDetails;
  /**
   * The weakest over all filters. `exact`: the row's field is what was asked for, whatever its case. `similar`: it
   * holds it. `untold`: the row doesn't have the field; only the master says that it matches.
   */
  match: "exact" | "similar" | "untold";
}

/** What the reply to `vm_create` says; all null where it can't be read: the host was made all the same. */
export interface CreatedHost {
  vmId: VmId | null;
  /** To be shown once. */
  password: string | null;
  /** The whole row; null where the master answered in its short form. */
  row: HostRow | null;
  /** All addresses, the main one first. */
  ips: string[];
}

/** Figures of `vm_update` that the master's row tells; null where it doesn't. */
export interface HostSettings extends Record<FieldsWith<{ wire: string }>, number | null> {
  systemDiskGb: { windows: number; linux: number } | null;
  remark: string | null;
  row: HostRow;
}

export interface PoolAddress extends HostAddressRow {
  poolId: RowId | null;
  /** Null where the row doesn't say whether a host has it. */
  isFree: boolean | null;
  vmId: VmId | null;
  hostName: string | null;
  owner: UserId | null;
  remark: string | null;
}

export interface AddressPool extends Named {
  nodeId: RowId | null;
  nodeName: string | null;
  kind: HostAddressRow["kind"];
  gateway: string | null;
  netmask: string | null;
  firstIp: string | null;
  lastIp: string | null;
  /** How many addresses; null where the row doesn't say. */
  total: number | null;
  used: number | null;
  free: number | null;
  remark: string | null;
}

export interface AreaRow extends Named {
  remark: string | null;
}

export interface NodeCapacity extends Named {
  areaId: RowId | null;
  areaName: string | null;
  ip: string | null;
  publicIp: string | null;
  /** How many cores one host may have there. */
  maxCpuCores: number | null;
  freeCpuCores: number | null;
  freeMemoryMb: number | null;
  totalMemoryMb: number | null;
  freeDiskGb: number | null;
  totalDiskGb: number | null;
  hostCount: number | null;
  isInMaintenance: boolean | null;
  remark: string | null;
}

/** Whose a row of a list over all hosts is; null where it doesn't say. */
export interface RowPlace {
  vmId: VmId | null;
  hostName: string | null;
  owner: UserId | null;
  nodeId: RowId | null;
}
export type TaskOfHost = Task & RowPlace;
export type BackupOfHost = Backup & RowPlace & { kind: "snapshot" | "full" | null };
export type MappingOfHost = Mapping & RowPlace & { hostIp: string | null };

import type { VmId } from "./ids";
import type { Backup, HostRow, Mapping, Task } from "./master-client";
import type { RowPlace } from "./rows/row-place";
import type { UserDetails } from "./rows/user-details";

export type { HostSettings } from "./rows/host-settings";
export type { AddressPool, NodeCapacity, PoolAddress } from "./rows/infrastructure-rows";
export type { RowPlace } from "./rows/row-place";
export type { UserDetails } from "./rows/user-details";

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

export type TaskOfHost = Task & RowPlace;
export type BackupOfHost = Backup & RowPlace & { kind: "snapshot" | "full" | null };
export type MappingOfHost = Mapping & RowPlace & { hostIp: string | null };

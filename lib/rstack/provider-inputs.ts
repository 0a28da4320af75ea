import type { FieldsWith } from "./host-fields";
import type { RowId, UserId, UserRowId, VmId } from "./ids";

/** At least one. The vendor calls `remark` fuzzy; whether the others are is the master's affair. */
export interface UserFilter {
  rowId?: UserRowId;
  userId?: UserId;
  username?: string;
  name?: string;
  email?: string;
  phone?: string;
  /** `utype`: 0 user, 10 administrator, else a group. */
  group?: number;
  /** The address of the last sign-in; the master searches the one of the registration too. */
  ip?: string;
  remark?: string;
}

/** What `user_add` and `user_update` have in common. */
interface UserProfile {
  name?: string;
  email?: string;
  phone?: string;
  /** `vcount` */
  serviceCount?: number;
  /** `utype` */
  group?: number;
  isDisabled?: boolean;
  isEmailVerified?: boolean;
  isPhoneVerified?: boolean;
  registeredFromIp?: string;
  lastSignInIp?: string;
}

export interface NewUser extends UserProfile {
  userId: UserId;
  username: string;
  /** At least 6 characters. */
  password: string;
  remark?: string;
}

/** A key that is left out is not sent. There is no remark here: `user_update` knows none. */
export interface UserFields extends UserProfile {
  /** Moves the account to another number. */
  userId?: UserId;
  username?: string;
  /** At least 8 characters. */
  password?: string;
  /** `cvdate`: no reinstall before this day, `YYYY-MM-DD`; null: at any time. */
  noReinstallBefore?: string | null;
  /** `rvcount` */
  reinstallsUsed?: number;
}

export type AddressKind = "ipv4" | "ipv6" | "private-ipv4";

/** `0` installing, `1` locked, `2` normal, `-1` suspended, `-2` over traffic and running, `-3` over traffic and stopped. */
export type HostStatusCode = "0" | "1" | "2" | "-1" | "-2" | "-3";

type Numbers<Of> = { [Name in FieldsWith<{ of: Of; wire: string }>]?: number };

/** What `vm_create` and `vm_update` have in common. A key that is left out is not sent. */
export interface HostHardware extends Numbers<"machine">, Numbers<"books">, Numbers<"quota"> {
  /** Takes effect with the next reinstall. */
  systemDiskGb?: { windows: number; linux: number };
  remark?: string;
}

export interface NewHost extends HostHardware {
  /** Normally left out: the master counts on. */
  vmId?: VmId;
  owner: UserId;
  /** An area: the master takes its nodes in turn. */
  place: { areaId: RowId } | { nodeId: RowId };
  imageId: RowId;
  /** Letters and digits, 2 to 64. */
  name: string;
  /** The host's; where it is left out the master makes one. */
  password?: string;
  /** `first`: left as the system has it. */
  remotePort?: "first" | "random" | number;
  ipv4?: { count: number; isRandom?: boolean } | { address: string; more?: string[] };
  ipv6?: { count: number } | { address: string; more?: string[] };
  /** Only for a node that has both kinds. */
  ipv4Kind?: "ipv4" | "private-ipv4";
}

export interface HostChanges extends HostHardware, Numbers<"record"> {
  /** `update_vm`: changes the machine itself now, which may restart it. */
  appliesToMachine?: boolean;
  areaId?: RowId;
  nodeId?: RowId;
  /** Hands the host over. */
  owner?: UserId;
  trafficResetAt?: Date;
  /** `YYYY-MM-DD` */
  lastReinstallOn?: string;
  ipv4?: string;
  ipv6?: string;
  /** All further addresses from now on. */
  moreIpv4?: string[];
  moreIpv6?: string[];
  /** So many more, of the master's choice; they work once they are bound (`reapplyAddresses`). */
  addIps?: number;
  status?: HostStatusCode;
}

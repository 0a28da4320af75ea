import type { Rows } from "./bulk/packed-rows";
import type { createMasterClient } from "./client";
import type { RowId, UserId, UserRowId, VmId } from "./ids";

/**
 * The master in the panel's own words; what each call takes and gives stands with the calls, in `calls/`. RStack's words
 * stop there: everything above `lib/rstack` sees these names, with units in them, and no row that was passed on whole.
 */
export type MasterClient = ReturnType<typeof createMasterClient>;

/** Priorities of calls: when the call budget runs short, the first of these go first. */
export const CALL_PRIORITIES = [
  "command",
  "owner-check",
  "sign-in",
  "motion",
  "open-host",
  "batch",
  "mirror",
  "list",
  "drawing",
] as const;
export type CallPriority = (typeof CALL_PRIORITIES)[number];

export interface CallOptions {
  priority: CallPriority;
  /** The language of the master's refusals; where absent that of the request it is asked in, else English. */
  language?: "en" | "zh-CN";
  signal?: AbortSignal;
}

/** For every command on a host: whoever sends one says what is checked last. */
export interface CommandOptions extends CallOptions {
  /**
   * Runs once the call has waited for the budget and for a place, right before its bytes leave. False: nothing is sent,
   * and the outcome is `not-sent` with the cause `withdrawn`. What it throws, the call throws.
   */
  beforeSend: () => Promise<boolean>;
}

/** Where the budget for all instances comes from; the client waits on it before each attempt. */
export interface CallBudget {
  /** Resolves when the call may go; rejects with a `BudgetExhausted` after `withinMs`. */
  take(priority: CallPriority, withinMs: number, signal?: AbortSignal): Promise<void>;
}

export type UserQuery = { userId: UserId } | { rowId: UserRowId } | { email: string } | { username: string };

export interface UserRow {
  rowId: UserRowId | null;
  userId: UserId | null;
  username: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  /** `0` normal, `1` disabled; null where the row does not say. */
  status: string | null;
  /** `0` user, `10` administrator, else a group. */
  group: string | null;
  /** No reinstall before this day (`cvdate` of a user's row), `YYYY-MM-DD`; null where there is none or it can't be read. */
  noReinstallBefore: string | null;
  /** Reinstalls used (`rvcount`). */
  reinstallsUsed: number | null;
}

/** What a person may change of their own row, where a setting allows it; a key that is left out is not sent. */
export interface OwnUserFields {
  name?: string;
  email?: string;
  phone?: string;
  password?: string;
}

/** Of all hosts: `rows` may be packed. */
export type WholeHostList = HostList<Rows<HostRow>>;

export interface HostList<Listed extends Rows<HostRow> = HostRow[]> {
  rows: Listed;
  /** Rows that could not be used: no id, or `id` or owner named twice in one row. */
  badRows: number;
  /** The column that held the owner in these rows, null where none had one. */
  ownerColumn: string | null;
  /** Rows without an owner. */
  ownerlessRows: number;
}

export interface HostRow {
  vmId: VmId;
  owner: UserId | null;
  guid: string | null;
  name: string | null;
  /** `0` installing, `1` locked, `2` normal, `-1` suspended, `-2` over traffic and running, `-3` over traffic and stopped. */
  status: string | null;
  imageId: RowId | null;
  imageName: string | null;
  osFamily: string | null;
  areaId: RowId | null;
  areaName: string | null;
  nodeId: RowId | null;
  nodeName: string | null;
  ipv4: string | null;
  ipv6: string | null;
  additionalIps: string[];
  remotePort: number | null;
  cpuCores: number | null;
  memoryMb: number | null;
  /** Of the system disk that each kind of system gets. */
  systemDiskGb: { windows: number; linux: number } | null;
  dataDiskGb: number | null;
  portMbit: number | null;
  mac: string | null;
  trafficLimitGb: number | null;
  trafficUsedGb: number | null;
  trafficResetAt: Date | null;
  /** `backup_snapshot`, `backup_full`, `portmap`, `binding_domain`: 0 none, -1 the group's; null where the row doesn't say. */
  snapshotQuota: number | null;
  backupQuota: number | null;
  portQuota: number | null;
  domainQuota: number | null;
  /** The medium in the drive (`cdid`); `none` where the row says that it is empty, null where it says nothing. */
  mediumId: RowId | "none" | null;
  /** Day of the last reinstall (`cvdate` of a host's row), `YYYY-MM-DD`. */
  lastReinstallOn: string | null;
  /** What staff wrote about it in RStack; no customer's to read. */
  remark: string | null;
}

/** A system image or a disc. */
export interface Image {
  id: RowId;
  name: string | null;
  /** The file's own name. */
  fileName: string | null;
  osFamily: string | null;
  remark: string | null;
  kind: "system" | "disc" | "unknown";
}

export interface Snapshot {
  /** Sent back as it came. */
  name: string;
  createdAt: Date | null;
  /** `done` where the row says so, `going` where it says otherwise, null where it says nothing. */
  state: "done" | "in-progress" | null;
}

export interface Backup {
  name: string;
  createdAt: Date | null;
  state: "done" | "in-progress" | null;
  sizeGb: number | null;
}

export interface Medium {
  id: RowId;
  name: string | null;
}

export interface HostAddressRow {
  id: RowId | null;
  address: string;
  kind: "ipv4" | "ipv6" | "private-ipv4" | "unknown";
  gateway: string | null;
  netmask: string | null;
}

export interface ConsoleState {
  state: string | null;
  /** As the master wrote it: not checked yet. */
  server: string | null;
  /** Null until it was opened. */
  token: string | null;
  guid: string | null;
  hostName: string | null;
  nodeAddress: string | null;
  expiresAt: Date | null;
}

/** One minute. Units of disk and network are the provider's: the vendor gives none. Null where a figure can't be read. */
export interface MonitorSample {
  unixSeconds: number;
  /** The master's own clock, `YYYY-MM-DD HH:MM:SS`. */
  masterClock: string | null;
  cpuPercent: number | null;
  memoryUsed: number | null;
  memoryTotal: number | null;
  memoryPercent: number | null;
  systemRead: number | null;
  systemWrite: number | null;
  dataRead: number | null;
  dataWrite: number | null;
  networkUp: number | null;
  networkDown: number | null;
  /** Of RStack on the host's node. */
  systemVersion: string | null;
}

export interface Mapping {
  id: RowId | null;
  kind: "port" | "domain" | "unknown";
  insidePort: number | null;
  publicPort: number | null;
  publicIp: string | null;
  domain: string | null;
}

export interface Task {
  id: RowId | null;
  type: string | null;
  step: string | null;
  status: string | null;
  message: string | null;
  startedAt: Date | null;
}

export interface Named {
  id: RowId;
  name: string | null;
}

/** Lists whose rows belong to hosts, and that can be asked for one host's. */
export const HOST_LISTS = ["hypernat", "hypertask", "hyperip", "hyperbackup"] as const;
export type HostListName = (typeof HOST_LISTS)[number];

export interface FilterSample {
  rows: number;
  /** Rows that say which host they are about. */
  named: number;
  /** A digest of each row, so that two answers can be compared. */
  digests: string[];
}

/** Replies that can be asked for without changing anything; `details` is vm_exinfo, `discs` are hyperos with osfile=cd. */
export type CheckedReply =
  | "hosts"
  | "users"
  | "areas"
  | "nodes"
  | "images"
  | "discs"
  | "pools"
  | "addresses"
  | "freeAddresses"
  | "mappings"
  | "tasks"
  | "snapshots"
  | "backups"
  | "media"
  | "monitor"
  | "state"
  | "details"
  | "console";

export interface ReplyField {
  /** Our name. */
  field: string;
  /** The column that it was taken from; where it is missing, the documented name or our first guess. */
  column: string;
  /** `guessed`: under another name than the first; `set`: by RSTACK_COLUMNS; `empty`: there, and no row says anything. */
  found: "found" | "guessed" | "set" | "empty" | "unreadable" | "missing";
}

export interface ReplyColumns {
  rows: number;
  columns: string[];
  fields: ReplyField[];
}

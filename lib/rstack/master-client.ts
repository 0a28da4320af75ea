import type { Rows } from "./bulk/packed-rows";
import type { createMasterClient } from "./client";
import type { UserId, UserRowId } from "./ids";
import type { HostRow } from "./rows/host-row";

export type { HostAddressRow } from "./rows/address-row";
export type { ConsoleState } from "./rows/console-state";
export type { HostAddresses, HostStateReply } from "./rows/host-details";
export type { HostRow } from "./rows/host-row";
export type { Image } from "./rows/image-row";
export type { Mapping } from "./rows/mapping-row";
export type { Named } from "./rows/named-row";
export type { Backup, Snapshot } from "./rows/snapshot-row";
export type { Task } from "./rows/task-row";
export type { UserRow } from "./rows/user-row";

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

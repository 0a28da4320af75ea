import type { Setup, SimPower } from "../fleet/host";
import type { Dialect } from "../wire/dialect";
import type { PlayedShapes } from "../wire/shapes";

/** The JSON that `/_sim` speaks. Times `at` are wall-clock milliseconds since 1970. */
export interface JournalCall {
  n: number;
  at: number;
  /** Guest milliseconds since the start. */
  guestAt: number;
  method: string;
  action: string | null;
  vmid: string | null;
  /** Without the `api_…` ones; a password as `sha256:HEX`. */
  params: Record<string, string>;
  /** Names that came more than once, or in the query string of a POST. */
  oddKeys: string[];
  /** `sign` is here so that a search for leaked signatures knows what to look for. */
  envelope: {
    sign: string | null;
    random: string | null;
    timestamp: string | null;
    language: string | null;
    type: string | null;
  };
  /** Why the envelope or the action refused; null where it did not. */
  refusal: string | null;
  /** The work was done: for a command, its effect stands. */
  worked: boolean;
  /** The fault rules that touched the answer. */
  faults: string[];
  /** What was answered, its first 500 characters; status null where no answer went out. */
  answer: { status: number | null; bytes: number; body: string };
}

/** One accepted command that did something: `start`, `stop`, `restart`, `force-stop`, `force-restart`, `user-add`, … */
export interface JournalEffect {
  n: number;
  call: number;
  vmid: string | null;
  kind: string;
  /** What it was about. A password is there as `passwordSha256` (hex) alone. */
  detail: Record<string, string>;
  at: number;
}

/** A change of the state word, whoever caused it. */
export interface JournalChange {
  n: number;
  vmid: string;
  from: string;
  to: string;
  at: number;
}

export interface JournalView {
  last: number;
  calls: JournalCall[];
  effects: JournalEffect[];
  changes: JournalChange[];
}

export interface ClockView {
  guestMs: number;
  speed: number;
}

export interface ClockPatch {
  speed?: number;
  advanceMs?: number;
  /** All that happened to hosts did so much earlier: what a test did seconds ago is hours ago. */
  agedMs?: number;
}

export interface Settings {
  secret: string;
  /** Null: anyone may call. Otherwise addresses, literally; `::ffff:` is taken off first. */
  allowedAddresses: string[] | null;
  /** How far the master's own clock is ahead. */
  clockSkewMs: number;
  timeWindowSeconds: number;
  sendDate: boolean;
  /** The column that holds the owner in `hyper` rows; null: there is none. */
  ownerColumn: string | null;
  /** Whether `hyper` filters by `userid`. */
  knowsOwnerFilter: boolean;
  /** The vendor allows GET and parameters in the address; off: these are refused. */
  acceptsQueryString: boolean;
  /** Whether rows of `hyper` carry `vmpass`. */
  passwordsInRows: boolean;
  /** The master's time zone, for `times` and days of `vm_monitor`. */
  timeZoneMinutes: number;
  /** Guest time. */
  timings: Timings;
  /** Where `vm_console` says the VNC server is; null: port 8001 of the host's node. */
  consoleServer: string | null;
  consoleLifetimeSeconds: number;
  /** How many snapshots a quota of -1 stands for: that of the user's group. */
  groupSnapshots: number;
  /** Whether hosts go along when `user_update` gives their customer another userid. */
  hostsFollowUserId: boolean;
  /** What `user_delete` does while the customer has hosts: they stay and belong to nobody, or go too, or it refuses. */
  hostsOfDeletedUser: "keep" | "delete" | "refuse";
  /** How it reads what the document leaves open. */
  dialect: Dialect;
  /** How another master writes its replies (`--shapes`); null: as our own. */
  shapes: PlayedShapes | null;
}

export interface Timings {
  startMs: number;
  stopMs: number;
  restartOffMs: number;
  /** Each of a task's three steps, by its type. */
  setupStepMs: number;
  reloadStepMs: number;
  snapshotStepMs: number;
  revertStepMs: number;
  addressStepMs: number;
  passwordStepMs: number;
  portStepMs: number;
  /** From `enable` to the token. */
  consoleTokenMs: number;
}

export type SettingsPatch = Partial<Omit<Settings, "timings" | "dialect">> & {
  timings?: Partial<Settings["timings"]>;
  dialect?: Partial<Dialect>;
};

export interface SimHostState {
  id: string;
  guid: string;
  userid: string;
  vmname: string;
  status: string;
  power: SimPower;
  setup: Setup;
  word: string;
  nodeid: string;
  areaid: string;
  osid: string;
  cpu: number;
  cpuLimit: number;
  ramMin: number;
  ram: number;
  systemdisk: string;
  disk: number;
  port: number;
  ip: string;
  /** 0 public IPv4, 2 private IPv4. */
  iptype: string;
  publicip: string;
  additionalsIp: string;
  ipv6: string;
  additionalsIpv6: string;
  /** Given by the master, not bound inside yet. */
  unboundIps: string;
  remotePort: number;
  cdid: string;
  rvcount: number;
  cvdate: string;
  backupSnapshot: number;
  backupFull: number;
  portmap: number;
  bindingDomain: number;
  bwlimit: number;
  bwusage: number;
  /** Unix seconds. */
  bwdate: number;
  remark: string;
  vmpass: string;
  ignoresShutdown: boolean;
  stuck: boolean;
  /** The next set-up ends as `setupfailed`. */
  setupFails: boolean;
}

export type HostPatch = Partial<Omit<SimHostState, "id" | "word">>;

export interface UserState {
  id: string;
  userid: string;
  username: string;
  name: string;
  email: string;
  phone: string;
  utype: string;
  status: string;
  remark: string;
  /** No reinstall before this day, `20190501`; 0: none. */
  cvdate: string;
  /** Reinstalls used. */
  rvcount: number;
  vcount: string;
  mail_verified: string;
  mobile_verified: string;
  reg_ip: string;
  login_ip: string;
  /** How many rows `user_info` gives for this user: 1, or 0 and 2 for a master that lost or doubled it. */
  rows: number;
}

export interface NodeState {
  id: string;
  areaid: string;
  name: string;
  /** 0 normal, 1 maintenance. */
  status: string;
  /** Free cores, MB, GB. */
  maxcpu: number;
  allowram: number;
  allowdisk: number;
  remark: string;
}

export type NodePatch = Partial<Omit<NodeState, "id" | "areaid" | "name">>;

export type UserPatch = Partial<Omit<UserState, "id">>;

/** Wall-clock milliseconds; `cpu` in percent, without it no sample was written in that time. */
export interface MonitorMark {
  from: number;
  to: number;
  cpu?: number;
}

/** Whether `/api/v3` takes connections at all; only on a control port of its own. */
export interface ListenerState {
  listening: boolean;
}

export interface ResetOptions {
  fleet?: "demo" | number;
  seed?: number;
  /** Also take the settings and the speed back to those of the start. Default true. */
  settings?: boolean;
}

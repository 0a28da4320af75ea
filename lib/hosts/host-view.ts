import type { Granted } from "../accounts/rights";
import type { HostState } from "../operations/host-states";
import type { OperationView } from "../operations/operation-view";
import type { Possible } from "./blocked-commands";
import type { CpuLimit } from "./cpu-limit/cpu-limit";

/** What the provider's shop says of a host, for its owner's eyes alone; what it doesn't say is absent. */
export interface Billing {
  /** ISO 8601. Midnight in UTC is a day without a time. */
  paidUntil?: string;
  priceText?: string;
  /** Links that may stand in a page. */
  renewUrl?: string;
  upgradeUrl?: string;
}

/** One host as a browser may see it: the element of `/api/hosts` and, whole, `/api/hosts/ID`. Times are ISO 8601, UTC. */
export interface HostView extends Billing {
  id: string;
  /** The customer's own name for it, else the master's, else its id. */
  name: string;
  /** What RStack calls it; null where it has no name there. The same as `name` where the customer gave none. */
  masterName: string | null;
  /** The customer's own note. */
  note: string | null;
  /** The customer's own: one word each, in lower case. */
  tags: string[];
  state: HostState;
  /** When the panel first saw this state; null where it did not see it begin. Ours: RStack tells no such date. */
  stateSince: string | null;
  /** When the state was last read from the master; null where it never was. */
  stateAsOf: string | null;
  system: { family: SystemFamily; name: string | null };
  region: string | null;
  /** The machine it stands on is under maintenance, by the last list of nodes. */
  maintenance: boolean;
  /** Its owner turned protection on: no reinstall, restore, force or deletion of a snapshot until it is off. */
  protected: boolean;
  addresses: {
    main: string | null;
    /** `main` is one that leads nowhere from outside, and it isn't known yet what does. */
    untoldInside: boolean;
    /** The master has told whether the host is behind a shared address. Until then `main` is a guess. */
    told: boolean;
    /** All further addresses, IPv6 included. */
    more: string[];
    /** Null where the host has an address of its own, or where it is not known yet. */
    shared: { publicAddress: string; publicPort: number | null } | null;
    /** The port that the master gave the host's remote access; null where it is the system's own. */
    remotePort: number | null;
  };
  traffic: { usedGb: number | null; limitGb: number | null; unlimited: boolean; resetAt: string | null };
  cpuCores: number | null;
  memoryMb: number | null;
  /** Staff limit what it may use of its cores, until an end that comes by itself; absent where they don't. */
  cpuLimit?: CpuLimit;
  possible: Possible;
  operation: OperationView | null;
  /** The owner's name, where it is another's host, and what they let this person do; absent at one's own. */
  sharedBy?: string;
  guest?: Granted;
}

export const SYSTEM_FAMILIES = [
  "windows",
  "debian",
  "ubuntu",
  "centos",
  "rocky",
  "almalinux",
  "fedora",
  "opensuse",
  "freebsd",
  "linux",
  "unknown",
] as const;
export type SystemFamily = (typeof SYSTEM_FAMILIES)[number];

/** `/api/hosts`. */
export interface HostListView {
  hosts: HostView[];
  /** When the mirror was last in step with the master for this person's hosts; null where it never was. */
  asOf: string | null;
  /** Null while the master answers; else the time from which what is shown is. */
  masterDownSince: string | null;
  /** Where there are no hosts to show: what could not be read in their list, in RStack's words; else null. */
  unreadable: string | null;
}

/**
 * How to reach a host; built from a checked address and port alone. `confirmed` is false while the master has not said
 * whether the address is the host's own.
 */
export type ConnectView =
  | { way: "rdp"; address: string; port: number; user: string; shared: boolean; confirmed: boolean }
  | {
      way: "ssh";
      address: string;
      port: number;
      user: string;
      shared: boolean;
      confirmed: boolean;
      command: string;
    }
  /** Whether it is Windows is not known. `port` is null where it is each system's own. */
  | { way: "either"; address: string; port: number | null; shared: boolean; confirmed: boolean }
  /** Behind a shared address, and no public port leads to the host's remote desktop or shell yet. */
  | { way: "no-port"; family: "rdp" | "ssh" | "either"; publicAddress: string }
  /** No address that can be used is known (yet). */
  | { way: "no-address" };

/** Null where the stream doesn't follow such a list. */
export interface ActivityMarks {
  own: string | null;
  host: string | null;
}

/** An event stream that sent nothing for this long sends a heartbeat. A page that hears nothing for longer takes it for lost. */
export const HEARTBEAT_MS = 10_000;

/** What travels over `/api/live` as `event:` name and JSON `data:`; beside it a heartbeat without a name. */
export type LiveEvent =
  | { event: "host"; data: HostView }
  /** The host is no longer this person's, or no longer there. */
  | { event: "gone"; data: { id: string } }
  | { event: "master"; data: { masterDownSince: string | null; asOf: string | null } }
  /** A list of operations is another one than at another mark: the customer's own, and that of the open host. */
  | { event: "activity"; data: ActivityMarks }
  /** Notifications that were not read, as the bell counts them. */
  | { event: "bell"; data: { unread: number } }
  /** Session ended, or access changed: the page loads anew. */
  | { event: "end"; data: { reason: "session" | "limit" } };

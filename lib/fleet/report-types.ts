import type { UnitFit } from "../monitor/traffic/fit-unit";
import type { Diagnosis } from "./fault-causes";

/** Why customers may see no host; message keys of `connection.noHosts`. */
export type NoHostsReason =
  | "master-silent"
  | "master-refuses"
  | "never-listed"
  | "held-back"
  | "fleet-empty"
  | "rows-unreadable"
  | "owner-column-missing"
  | "no-row-has-owner"
  | "no-customer-account"
  | "owners-match-no-account"
  | "only-doubled";

/** What `/admin/connection` shows. JSON; times ISO 8601 in UTC, durations in milliseconds. */
export interface ConnectionReport {
  at: string;
  /** The endpoint without anything secret: origin and path. */
  endpoint: string;
  plainHttp: { toMaster: boolean; toPanel: boolean };
  /** A `test` made just now. */
  test: { ok: boolean; ms: number; diagnosis: Diagnosis | null };
  breaker: "closed" | "open" | "half-open";
  clockSkewMs: number | null;
  lastAnswerAt: string | null;
  downSince: string | null;
  lastFault: {
    at: string;
    action: string | null;
    /** The host that was asked about, where there was one. */
    host: { vmId: string; name: string | null } | null;
    wasCommand: boolean;
    diagnosis: Diagnosis;
  } | null;
  /** The calls of all instances in the last hour; rates are shares of 1, null without calls. */
  lastHour: {
    calls: number;
    refused: number;
    failed: number;
    errorRate: number | null;
    averageMs: number | null;
    slowestMs: number | null;
  };
  mirror: {
    mode: "each-customer" | "whole-fleet" | "not-known-yet";
    hosts: number;
    doubled: number;
    badRows: number | null;
    /** When a list was last taken in whole, and how long ago. */
    asOf: string | null;
    ageMs: number | null;
    heldBack: { rows: number; before: number | null; since: string; accepted: boolean } | null;
  };
  /** Which versions of RStack the nodes run, as far as samples told, and on how many of them. */
  versions: { version: string; nodes: number }[];
  /** What the traffic counters say of the unit of samples. */
  unit: UnitFit;
  owner: {
    /** The setting `RSTACK_OWNER_FIELD`. */
    field: string;
    /** Whether rows carried an owner in it; null before the first list. */
    found: boolean | null;
    /** Whether the column stands in the rows at all, be it empty. */
    columnThere: boolean;
    ownerlessRows: number | null;
    /** Hosts of the mirror that belong to a customer with an account. */
    shownHosts: number;
    /** Other columns that look like the owner's; names alone. */
    candidates: string[];
  };
  /** Empty while somebody can be shown a host. */
  noHosts: NoHostsReason[];
}

/** What the panel holds itself, by number. */
export interface HostCounts {
  hosts: number;
  owned: number;
  doubled: number;
  /** Hosts that a customer with an account is shown. */
  shown: number;
  customers: number;
  sample: string | null;
}

import "server-only";
import { sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { setUpFailed } from "./hosts/fleet-table";
import { ledgerAttention } from "./operations/attention";

/** Something that staff should look at; message keys of `staff-overview.need`. */
export type StaffNeed =
  | { what: "masterDown" | "heldBack" }
  | {
      what:
        | "stuck"
        | "checking"
        | "ended"
        | "refusedOften"
        | "lockedOut"
        | "setUpFailed"
        | "locked"
        | "doubled";
      count: number;
    }
  | { what: "maintenance"; nodes: number; hosts: number };

export interface StaffOverview {
  /** The gravest first. */
  needs: StaffNeed[];
  hosts: number;
  /** Operations in progress. */
  inProgress: number;
}

/** What staff land on: from what the panel knows, without a question to the master. */
export async function staffOverview(viewer: Pick<Viewer, "accountId" | "role">): Promise<StaffOverview> {
  const [attention, counted] = await Promise.all([
    ledgerAttention(viewer),
    database().execute<Record<Counted, string>>(sql`select
      (select count(*) from hosts where gone_at is null) as hosts,
      (select count(*) from hosts where gone_at is null and ${setUpFailed}) as set_up_failed,
      (select count(*) from hosts where gone_at is null and status = '1') as locked,
      (select count(*) from hosts where gone_at is null and doubled) as doubled,
      (select count(*) from operations where outcome in ('open', 'checking')) as in_progress,
      (select count(*) from master_profile where down_since is not null) as down,
      (select count(*) from mirror_syncs where scope = 'fleet' and held_back_at is not null and accepted_at is null) as held_back,
      (select count(*) from nodes where maintenance) as nodes,
      (select count(*) from hosts h join nodes n on n.node_id = h.node_id where n.maintenance and h.gone_at is null) as node_hosts,
      (select count(*) from accounts where role = 'customer' and disabled_at is null and rstack_status <> 'active') as locked_out`),
  ]);
  const count = (name: Counted) => Number(counted.rows[0]?.[name] ?? 0);
  const some = (
    what: Exclude<StaffNeed["what"], "maintenance" | "masterDown" | "heldBack">,
    n: number,
  ): StaffNeed[] => (n > 0 ? [{ what, count: n }] : []);
  const needs: StaffNeed[] = [
    ...(count("down") > 0 ? [{ what: "masterDown" as const }] : []),
    ...(count("held_back") > 0 ? [{ what: "heldBack" as const }] : []),
    // What their customers can't end, and are told to ask about.
    ...some("setUpFailed", count("set_up_failed")),
    ...some("locked", count("locked")),
    ...some("doubled", count("doubled")),
    ...some("stuck", attention.stuck.length),
    ...some("checking", attention.checking.length),
    ...some("ended", attention.ended.length),
    ...some("refusedOften", attention.refusedOften.length),
    ...some("lockedOut", count("locked_out")),
    ...(count("nodes") > 0
      ? [{ what: "maintenance" as const, nodes: count("nodes"), hosts: count("node_hosts") }]
      : []),
  ];
  return { needs, hosts: count("hosts"), inProgress: count("in_progress") };
}

type Counted =
  | "hosts"
  | "set_up_failed"
  | "locked"
  | "doubled"
  | "in_progress"
  | "down"
  | "held_back"
  | "nodes"
  | "node_hosts"
  | "locked_out";

import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { countHosts, type FleetCounts, setUpFailed, statusCondition } from "./hosts/fleet-status";
import { type Attention, ledgerAttention } from "./operations/attention";

/** Message keys of `staff-overview.need`. */
export type NeedName =
  | ("masterDown" | "heldBack" | "restored" | "setUpFailed" | "doubled" | "stuck" | "checking" | "ended")
  | ("refusedOften" | "nodesFull" | "poolsFull" | "lockedOut" | "maintenance")
  | ("outOfTraffic" | "overTraffic");

/** Something that staff should look at. */
export interface StaffNeed {
  what: NeedName;
  count: number;
  /** Hosts on nodes in maintenance; 0 of everything else. */
  hosts: number;
  /** Some of them by name, and where each stands; of a host its customer's number and its node. */
  subjects: { name: string; href: string; owner?: string | null; node?: string | null }[];
}

export interface StaffOverview {
  /** The gravest first. */
  needs: StaffNeed[];
  hosts: FleetCounts;
  /** `since` ISO 8601: when the oldest began. */
  inProgress: { count: number; since: string | null };
  /** Of the last 24 hours. */
  day: { operations: number; notDone: number };
  nodes: { all: number; maintenance: number };
  pools: { all: number; nearlyFull: number };
  customers: { accounts: number; lockedOut: number };
  /** Answers of the last hour, of all instances; null without any. */
  averageMs: number | null;
  isDown: boolean;
}

const NAMED = 3;
/** Less than the smallest host needs. */
const nodeFull = sql`(not maintenance and (free_memory_mb < 1024 or free_disk_gb < 10))`;
const poolNearlyFull = sql`(total > 0 and used * 10 >= total * 9)`;
const isLockedOut = sql`(role = 'customer' and disabled_at is null and rstack_status <> 'active')`;
const NOT_DONE = sql`('refused', 'not-sent', 'failed', 'unconfirmed')`;

/** What staff land on: from what the panel knows, without a question to the master. */
export async function staffOverview(viewer: Pick<Viewer, "accountId" | "role">): Promise<StaffOverview> {
  const [attention, hosts, counted, ...named] = await Promise.all([
    ledgerAttention(viewer),
    countHosts(),
    readCounts(),
    ...NAMES.map(({ from }) => readNames(from)),
  ]);
  const ofLedger = (what: "stuck" | "checking" | "ended"): StaffNeed => ({
    what,
    count: attention[what].length,
    hosts: 0,
    subjects: attention[what].slice(0, NAMED).map(({ operation, hostName, vmId }) => ({
      name: hostName ?? vmId,
      href: `/admin/operations/${operation.id}`,
    })),
  });
  const listed = new Map(
    NAMES.map(({ what, href }, at): [NeedName, StaffNeed] => {
      const { count = 0, hosts: on = 0, rows = [] } = named[at] ?? {};
      return [
        what,
        {
          what,
          count,
          hosts: on,
          subjects: rows.map(({ id, name, owner, node }) => ({
            name: name ?? id,
            href: href(id),
            owner,
            node,
          })),
        },
      ];
    }),
  );
  const flag = (what: NeedName, isSo: boolean): StaffNeed => ({
    what,
    count: isSo ? 1 : 0,
    hosts: 0,
    subjects: [],
  });
  const needs = [
    flag("masterDown", counted.down > 0),
    flag("heldBack", counted.held_back > 0),
    { ...flag("restored", false), count: counted.restored },
    // What its customer can't end, and is told to ask about.
    listed.get("setUpFailed"),
    listed.get("doubled"),
    ofLedger("stuck"),
    ofLedger("checking"),
    ofLedger("ended"),
    refusedOften(attention),
    listed.get("nodesFull"),
    listed.get("poolsFull"),
    listed.get("lockedOut"),
    // The rest of the hosts that the figure "Attention" counts.
    listed.get("outOfTraffic"),
    listed.get("overTraffic"),
    listed.get("maintenance"),
  ];
  return {
    needs: needs.flatMap((need) => (need && need.count > 0 ? [need] : [])),
    hosts,
    inProgress: {
      count: counted.in_progress,
      since: counted.oldest && new Date(counted.oldest).toISOString(),
    },
    day: { operations: counted.day, notDone: counted.day_not_done },
    nodes: { all: counted.nodes, maintenance: listed.get("maintenance")?.count ?? 0 },
    pools: { all: counted.pools, nearlyFull: listed.get("poolsFull")?.count ?? 0 },
    customers: { accounts: counted.customers, lockedOut: listed.get("lockedOut")?.count ?? 0 },
    averageMs: counted.average_ms,
    isDown: counted.down > 0,
  };
}

const refusedOften = ({ refusedOften: rows }: Attention): StaffNeed => ({
  what: "refusedOften",
  count: rows.length,
  hosts: 0,
  subjects: rows.slice(0, NAMED).map(({ vmId, hostName, kind }) => ({
    name: hostName ?? vmId,
    href: `/admin/operations?host=${vmId}&kind=${kind}&outcome=refused`,
  })),
});

const NEED_OF_STATUS = {
  "out-of-traffic": "outOfTraffic",
  "over-traffic": "overTraffic",
} as const;

/** Things that are counted and named by one query: `id`, `name`, and `hosts` where hosts stand on them. */
const NAMES: { what: NeedName; from: SQL; href: (id: string) => string }[] = [
  { what: "setUpFailed", from: hostsWhere(setUpFailed), href: (id) => `/admin/hosts/${id}` },
  { what: "doubled", from: hostsWhere(sql`doubled`), href: (id) => `/admin/hosts/${id}` },
  ...(["out-of-traffic", "over-traffic"] as const).map((status) => ({
    what: NEED_OF_STATUS[status],
    from: hostsWhere(statusCondition(status)),
    href: (id: string) => `/admin/hosts/${id}`,
  })),
  {
    what: "nodesFull",
    from: sql`select node_id as id, name, 0 as hosts, null as owner, null as node from nodes where ${nodeFull}`,
    href: (id) => `/admin/infrastructure/nodes/${id}`,
  },
  {
    what: "poolsFull",
    from: sql`select pool_id as id, name, 0 as hosts, null as owner, null as node from pool_uses where ${poolNearlyFull}`,
    href: (id) => `/admin/infrastructure/pools/${id}`,
  },
  {
    what: "lockedOut",
    from: sql`select coalesce(user_id, '') as id, username as name, 0 as hosts, null as owner, null as node from accounts where ${isLockedOut}`,
    href: (id) => `/admin/customers/${encodeURIComponent(id)}`,
  },
  {
    what: "maintenance",
    from: sql`select node_id as id, name,
      (select count(*) from hosts h where h.node_id = n.node_id and h.gone_at is null) as hosts,
      null as owner, null as node from nodes n where maintenance`,
    href: (id) => `/admin/infrastructure/nodes/${id}`,
  },
];

function hostsWhere(condition: SQL): SQL {
  return sql`select vm_id as id, name, 0 as hosts, owner, node_name as node from hosts where gone_at is null and ${condition}`;
}

type Named = { id: string; name: string | null; owner: string | null; node: string | null };

/** How many there are in all, and the first few by name. */
async function readNames(from: SQL): Promise<{ count: number; hosts: number; rows: Named[] }> {
  const { rows } = await database().execute<Named & { count: string; hosts: string }>(sql`
    select id, name, owner, node, count(*) over () as count, sum(hosts) over () as hosts from (${from}) found
    order by name, id limit ${NAMED}`);
  return { count: Number(rows[0]?.count ?? 0), hosts: Number(rows[0]?.hosts ?? 0), rows };
}

type Counted = Record<
  | "in_progress"
  | "restored"
  | "day"
  | "day_not_done"
  | "down"
  | "held_back"
  | "nodes"
  | "pools"
  | "customers",
  number
> & { oldest: string | Date | null; average_ms: number | null };

async function readCounts(): Promise<Counted> {
  const { rows } = await database().execute<Counted>(sql`select
      (select count(*) from operations where outcome in ('open', 'checking'))::int as in_progress,
      ((select count(*) from operations where outcome in ('open', 'checking') and held_at is not null)
        + (select count(*) from schedules where ended_at is null and pause_cause = 'restored'))::int as restored,
      (select min(started_at) from operations where outcome in ('open', 'checking')) as oldest,
      (select count(*) from operations where started_at > now() - interval '1 day')::int as day,
      (select count(*) from operations where started_at > now() - interval '1 day' and outcome in ${NOT_DONE})::int
        as day_not_done,
      (select count(*) from master_profile where down_since is not null)::int as down,
      (select count(*) from mirror_syncs where scope = 'fleet' and held_back_at is not null
        and accepted_at is null)::int as held_back,
      (select count(*) from nodes)::int as nodes,
      (select count(*) from pool_uses)::int as pools,
      (select count(*) from accounts where role = 'customer' and disabled_at is null)::int as customers,
      (select round(sum(total_ms) / nullif(sum(calls), 0)) from master_minutes
        where minute > now() - interval '1 hour')::int as average_ms`);
  const [row] = rows;
  if (!row) {
    throw new Error("a query without a table gave no row");
  }
  return row;
}

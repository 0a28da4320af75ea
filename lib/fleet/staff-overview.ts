import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import type { LedgerOperation } from "@/lib/operations/operation-view";
import { countHosts, type FleetCounts, setUpFailed, statusCondition } from "./hosts/fleet-status";
import { hostsByNode, keptNodes, type NodeView } from "./infrastructure/nodes";
import { type Attention, ledgerAttention } from "./operations/attention";
import { IS_UNTIED } from "./orders/differences";

/** Message keys of `staff-overview.need`. */
export type NeedName =
  | ("masterDown" | "heldBack" | "restored" | "setUpFailed" | "doubled" | "stuck" | "checking" | "ended")
  | ("refusedOften" | "nodesFull" | "poolsFull" | "lockedOut" | "maintenance")
  | ("outOfTraffic" | "overTraffic" | "ordersUntied");

/** One thing by its name, and where it stands. */
export interface NeedSubject {
  name: string;
  href: string;
  /** Of a host: its customer's number and its node. */
  owner?: string | null;
  node?: string | null;
  /** Of a pool: how many of its addresses no host has, and how many there are. */
  free?: number | null;
  total?: number | null;
  /** What of it went on or went wrong. */
  operation?: LedgerOperation;
}

/** Something that staff should look at. */
export interface StaffNeed {
  what: NeedName;
  count: number;
  /** Hosts on nodes in maintenance; 0 of everything else. */
  hosts: number;
  /** Some of them. */
  subjects: NeedSubject[];
}

export interface StaffOverview {
  /** The gravest first. */
  needs: StaffNeed[];
  hosts: FleetCounts;
  /** Newest first. */
  going: Attention["going"];
  /** As they were last listed. */
  nodes: NodeView[];
  master: MasterNow;
}

/** How the master answers, to all instances. Times in ms. */
interface MasterNow {
  isDown: boolean;
  /** Of the last hour; null without calls. */
  averageMs: number | null;
  /** The same in twelve steps, the oldest first. */
  course: (number | null)[];
  /** ISO 8601: when its list of hosts was last read. */
  listedAt: string | null;
}

const NAMED = 3;
/** Less than the smallest host needs. */
const nodeFull = sql`(not maintenance and (free_memory_mb < 1024 or free_disk_gb < 10))`;
const poolNearlyFull = sql`(total > 0 and used * 10 >= total * 9)`;
const isLockedOut = sql`(role = 'customer' and disabled_at is null and rstack_status <> 'active')`;

/** What staff land on: from what the panel knows, without a question to the master. */
export async function staffOverview(viewer: Pick<Viewer, "accountId" | "role">): Promise<StaffOverview> {
  const [attention, hosts, nodes, flags, course, ...named] = await Promise.all([
    ledgerAttention(viewer),
    countHosts(),
    hostsByNode().then(keptNodes),
    readFlags(),
    readCourse(),
    ...NAMES.map(({ from }) => readNames(from)),
  ]);
  const ofLedger = (what: "stuck" | "checking" | "ended"): StaffNeed => ({
    what,
    count: attention[what].length,
    hosts: 0,
    subjects: attention[what].slice(0, NAMED).map(({ operation, hostName, vmId }) => ({
      name: hostName ?? vmId ?? "",
      href: `/admin/activity?open=${operation.id}`,
      operation,
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
          subjects: rows.map(({ id, name, ...known }) => ({ name: name ?? id, href: href(id), ...known })),
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
    flag("masterDown", flags.down > 0),
    flag("heldBack", flags.held_back > 0),
    { ...flag("restored", false), count: flags.restored },
    // What its customer can't end, and is told to ask about.
    listed.get("setUpFailed"),
    listed.get("doubled"),
    ofLedger("stuck"),
    ofLedger("checking"),
    ofLedger("ended"),
    listed.get("ordersUntied"),
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
    going: attention.going,
    nodes: nodes.nodes,
    master: {
      ...{ isDown: flags.down > 0, averageMs: flags.average_ms, course },
      listedAt: flags.listed_at && new Date(flags.listed_at).toISOString(),
    },
  };
}

const refusedOften = ({ refusedOften: rows }: Attention): StaffNeed => ({
  what: "refusedOften",
  count: rows.length,
  hosts: 0,
  subjects: rows.slice(0, NAMED).map(({ vmId, hostName, kind }) => ({
    name: hostName ?? vmId,
    href: `/admin/activity?source=operations&host=${vmId}&kind=${kind}&outcome=refused`,
  })),
});

const NEED_OF_STATUS = {
  "out-of-traffic": "outOfTraffic",
  "over-traffic": "overTraffic",
} as const;

/** Things that are counted and named by one query: `id`, `name`, and `hosts` where hosts stand on them. */
const NO_HOST = sql`0 as hosts, null as owner, null as node, null::int as free, null::int as total`;
const NAMES: { what: NeedName; from: SQL; href: (id: string) => string }[] = [
  { what: "setUpFailed", from: hostsWhere(setUpFailed), href: (id) => `/admin/hosts/${id}` },
  // Each holds its reference and its name until staff say what came of it.
  {
    what: "ordersUntied",
    from: sql`select id::text as id, name, 0 as hosts, owner, null as node, null::int as free, null::int as total
      from orders where ${IS_UNTIED}`,
    href: (id) => `/admin/hosts/differences?open=${id}`,
  },
  { what: "doubled", from: hostsWhere(sql`doubled`), href: (id) => `/admin/hosts/${id}` },
  ...(["out-of-traffic", "over-traffic"] as const).map((status) => ({
    what: NEED_OF_STATUS[status],
    from: hostsWhere(statusCondition(status)),
    href: (id: string) => `/admin/hosts/${id}`,
  })),
  {
    what: "nodesFull",
    from: sql`select node_id as id, name, ${NO_HOST} from nodes where ${nodeFull}`,
    href: (id) => `/admin/infrastructure/nodes/${id}`,
  },
  {
    what: "poolsFull",
    from: sql`select pool_id as id, name, 0 as hosts, null as owner, null as node, total - used as free, total
      from pool_uses where ${poolNearlyFull}`,
    href: (id) => `/admin/infrastructure/pools/${id}`,
  },
  {
    what: "lockedOut",
    from: sql`select coalesce(user_id, '') as id, username as name, ${NO_HOST} from accounts where ${isLockedOut}`,
    href: (id) => `/admin/customers/${encodeURIComponent(id)}`,
  },
  {
    what: "maintenance",
    from: sql`select node_id as id, name,
      (select count(*) from hosts h where h.node_id = n.node_id and h.gone_at is null) as hosts,
      null as owner, null as node, null::int as free, null::int as total from nodes n where maintenance`,
    href: (id) => `/admin/infrastructure/nodes/${id}`,
  },
];

function hostsWhere(condition: SQL): SQL {
  return sql`select vm_id as id, name, 0 as hosts, owner, node_name as node, null::int as free, null::int as total from hosts where gone_at is null and ${condition}`;
}

type Named = {
  id: string;
  name: string | null;
  owner: string | null;
  node: string | null;
  free: number | null;
  total: number | null;
};

/** How many there are in all, and the first few by name. */
async function readNames(from: SQL): Promise<{ count: number; hosts: number; rows: Named[] }> {
  const { rows } = await database().execute<Named & { count: string; hosts: string }>(sql`
    select id, name, owner, node, free, total, count(*) over () as count, sum(hosts) over () as hosts from (${from}) found
    order by name, id limit ${NAMED}`);
  return {
    count: Number(rows[0]?.count ?? 0),
    hosts: Number(rows[0]?.hosts ?? 0),
    rows: rows.map(({ id, name, owner, node, free, total }) => ({ id, name, owner, node, free, total })),
  };
}

type Flags = Record<"restored" | "down" | "held_back", number> & {
  average_ms: number | null;
  listed_at: string | Date | null;
};

async function readFlags(): Promise<Flags> {
  const { rows } = await database().execute<Flags>(sql`select
      ((select count(*) from operations where outcome in ('open', 'checking') and held_at is not null)
        + (select count(*) from schedules where ended_at is null and pause_cause = 'restored'))::int as restored,
      (select count(*) from master_profile where down_since is not null)::int as down,
      (select count(*) from mirror_syncs where scope = 'fleet' and held_back_at is not null
        and accepted_at is null)::int as held_back,
      (select finished_at from mirror_syncs where scope = 'fleet') as listed_at,
      (select round(sum(total_ms) / nullif(sum(calls), 0)) from master_minutes
        where minute > now() - interval '1 hour')::int as average_ms`);
  const [row] = rows;
  if (!row) {
    throw new Error("a query without a table gave no row");
  }
  return row;
}

async function readCourse(): Promise<(number | null)[]> {
  const { rows } = await database().execute<{ ms: string | null }>(sql`
    select sum(m.total_ms) / nullif(sum(m.calls), 0) as ms
    from generate_series(now() - interval '55 minutes', now(), interval '5 minutes') as step(ends)
    left join master_minutes m on m.minute > step.ends - interval '5 minutes' and m.minute <= step.ends
    group by step.ends order by step.ends`);
  return rows.map(({ ms }) => (ms === null ? null : Number(ms)));
}

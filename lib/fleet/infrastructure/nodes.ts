import "server-only";
import { and, asc, count, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { nodes } from "@/lib/db/staff-schema";
import { stateOfRow } from "@/lib/hosts/host-view-of";
import { master } from "@/lib/master";
import type { HostState } from "@/lib/operations/host-states";
import type { RowId } from "@/lib/rstack/ids";
import type { CallOptions, MasterClient } from "@/lib/rstack/master-client";
import type { Fault } from "@/lib/rstack/outcome";
import type { NodeCapacity } from "@/lib/rstack/provider-rows";
import { askForList } from "../kept-lists";
import { isFiltered, type NodeFilter, nodeFilterFrom, nodeMatches } from "./place-filters";

/** A node, as the master lists it now or as it was last listed. */
export interface NodeView {
  id: string;
  name: string | null;
  areaId: string | null;
  areaName: string | null;
  ip: string | null;
  publicIp: string | null;
  /** The vendor's `maxcpu`: free cores by its filter's words, the most that one host may have by its name. */
  maxCpuCores: number | null;
  freeCpuCores: number | null;
  freeMemoryMb: number | null;
  totalMemoryMb: number | null;
  freeDiskGb: number | null;
  totalDiskGb: number | null;
  maintenance: boolean;
  remark: string | null;
  /** Hosts on it that the panel knows of. */
  hosts: number;
  /** What these were given in all; null where one of them tells none. */
  given: Given;
}

/** Sums of the sizes of some hosts. */
interface Given {
  cpuCores: number | null;
  memoryMb: number | null;
  diskGb: number | null;
}

/** Hosts on a node, as far as the panel knows them. */
interface OnNode extends Given {
  hosts: number;
}

export interface AreaView {
  id: string | null;
  name: string | null;
  remark: string | null;
  nodes: NodeView[];
}

export interface NodesView {
  areas: AreaView[];
  /** To choose from; empty where the master gave no areas. */
  allAreas: { id: string; name: string | null }[];
  /** Why the master gave no list; then what is shown is from `asOf`. */
  fault: Fault | null;
  /** ISO 8601; null where the list was read just now. */
  asOf: string | null;
}

const OPTIONS: CallOptions = { priority: "open-host" };

/** Areas and their nodes: one answer's time, and what was last known where none comes. Of a choice, areas with a node alone. */
export async function readNodes(filter: NodeFilter = ALL_NODES): Promise<NodesView> {
  const [areas, listed, hostsOn] = await Promise.all([areasNow(), nodesNow(askedOf(filter)), hostsByNode()]);
  const kept = listed.ok ? null : await keptNodes(hostsOn);
  const all = listed.ok ? listed.value.map((node) => viewOf(node, hostsOn(node.id))) : (kept?.nodes ?? []);
  const fault = listed.ok ? (areas.ok ? null : areas.fault) : listed.fault;
  const named = areas.ok ? areas.value : [];
  return {
    areas: byArea(
      isFiltered(filter) ? [] : named,
      all.filter((node) => nodeMatches(node, filter)),
    ).map((area) => ({ ...area, ...named.find(({ id }) => id === area.id) })),
    allAreas: named.map(({ id, name }) => ({ id, name })),
    fault,
    asOf: kept?.asOf ?? null,
  };
}

export const areasNow = () => askForList("areas", {}, () => master().listAreas(OPTIONS));
export const nodesNow = (asked: Parameters<MasterClient["listNodesWithCapacity"]>[0]) =>
  askForList("nodes", asked, () => master().listNodesWithCapacity(asked, OPTIONS));

const ALL_NODES = nodeFilterFrom({});

const askedOf = ({ area, state, cores, memoryGb, diskGb, remark }: NodeFilter) => ({
  ...(area && { areaIds: [area] }),
  ...(state && { isInMaintenance: state === "maintenance" }),
  ...(cores && { leastCpuCores: cores }),
  ...(memoryGb && { leastMemoryMb: memoryGb * 1024 }),
  ...(diskGb && { leastDiskGb: diskGb }),
  ...(remark && { remark }),
});

function byArea(
  named: readonly { id: string; name: string | null; remark: string | null }[],
  all: NodeView[],
): AreaView[] {
  const areas = new Map<string | null, AreaView>(named.map((area) => [area.id, { ...area, nodes: [] }]));
  for (const node of all) {
    const area = areas.get(node.areaId) ?? {
      id: node.areaId,
      name: node.areaName,
      remark: null,
      nodes: [],
    };
    area.nodes.push(node);
    areas.set(node.areaId, area);
  }
  return [...areas.values()];
}

export const viewOf = (node: NodeCapacity, { hosts: count, ...given }: OnNode): NodeView => ({
  ...node,
  maintenance: node.isInMaintenance === true,
  hosts: count,
  given,
});

const NONE: OnNode = { hosts: 0, cpuCores: 0, memoryMb: 0, diskGb: 0 };

/** What each node carries; of all nodes, or of one. */
export async function hostsByNode(nodeId?: RowId): Promise<(id: string) => OnNode> {
  // A host that doesn't tell its size makes the sum unknown.
  const sumOf = (size: SQL | AnyPgColumn) =>
    sql<number | null>`case when count(${size}) = count(*) then sum(${size}) end`.mapWith(Number);
  const rows = await database()
    .select({
      nodeId: hosts.nodeId,
      hosts: count(),
      cpuCores: sumOf(hosts.cpuCores),
      memoryMb: sumOf(hosts.memoryMb),
      diskGb: sumOf(sql`${hosts.systemDiskGb} + coalesce(${hosts.dataDiskGb}, 0)`),
    })
    .from(hosts)
    .where(and(isNull(hosts.goneAt), nodeId ? eq(hosts.nodeId, nodeId) : isNotNull(hosts.nodeId)))
    .groupBy(hosts.nodeId);
  const known = new Map(rows.map(({ nodeId: id, ...on }) => [id ?? "", on]));
  return (id) => known.get(id) ?? NONE;
}

/** As they were last listed, by area and name; asks the master nothing. */
export async function keptNodes(hostsOn: (id: string) => OnNode) {
  const rows = await database()
    .select()
    .from(nodes)
    .orderBy(sql`length(${nodes.areaId})`, asc(nodes.areaId), asc(nodes.name), asc(nodes.nodeId));
  const newest = Math.max(0, ...rows.map(({ seenAt }) => seenAt.getTime()));
  return {
    asOf: newest === 0 ? null : new Date(newest).toISOString(),
    nodes: rows.map((row): NodeView => {
      const { hosts: count, ...given } = hostsOn(row.nodeId);
      return {
        id: row.nodeId,
        name: row.name,
        areaId: row.areaId,
        areaName: row.areaName,
        ip: row.address,
        publicIp: null,
        maxCpuCores: row.freeCpu,
        freeCpuCores: null,
        freeMemoryMb: row.freeMemoryMb,
        totalMemoryMb: null,
        freeDiskGb: row.freeDiskGb,
        totalDiskGb: null,
        maintenance: row.maintenance,
        remark: row.remark,
        hosts: count,
        given,
      };
    }),
  };
}

export interface NodeHost {
  vmId: string;
  name: string | null;
  owner: string | null;
  state: HostState;
  /** Nobody looked at its state yet. */
  isUnread: boolean;
  ipv4: string | null;
  imageName: string | null;
}

export const isUnread = ({ stateWord, stateAt }: Pick<typeof hosts.$inferSelect, "stateWord" | "stateAt">) =>
  stateWord === null || stateAt === null;

export const NODE_HOSTS_PAGE = 50;

/** Hosts on a node, from the mirror, by name. `page` counts from 1. */
export async function hostsOn(nodeId: RowId, page: number): Promise<{ hosts: NodeHost[]; total: number }> {
  const here = and(eq(hosts.nodeId, nodeId), isNull(hosts.goneAt));
  const [rows, total] = await Promise.all([
    database()
      .select()
      .from(hosts)
      .where(here)
      .orderBy(sql`lower(${hosts.name}) collate "C"`, asc(hosts.vmId))
      .limit(NODE_HOSTS_PAGE)
      .offset((page - 1) * NODE_HOSTS_PAGE),
    database().$count(hosts, here),
  ]);
  return {
    hosts: rows.map((row) => ({
      vmId: row.vmId,
      name: row.name,
      owner: row.owner,
      state: stateOfRow(row),
      isUnread: isUnread(row),
      ipv4: row.publicIp || row.ipv4,
      imageName: row.imageName,
    })),
    total,
  };
}

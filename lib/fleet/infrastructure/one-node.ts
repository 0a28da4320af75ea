import "server-only";
import { eq } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { nodes } from "@/lib/db/staff-schema";
import { master } from "@/lib/master";
import type { RowId } from "@/lib/rstack/ids";
import type { CallOptions, Image } from "@/lib/rstack/master-client";
import type { Fault, Outcome } from "@/lib/rstack/outcome";
import { askForList } from "../kept-lists";
import { hostsByNode, hostsOn, type NodeHost, type NodeView, nodesNow, viewOf } from "./nodes";

export interface Images {
  systems: Image[];
  discs: Image[];
}

export interface OneNode {
  /** Null while the master doesn't say. */
  node: NodeView | null;
  /** What it is called, as far as anybody knows. */
  name: string | null;
  fault: Fault | null;
  hosts: NodeHost[];
  totalHosts: number;
  images: Outcome<Images>;
}

const OPTIONS: CallOptions = { priority: "open-host" };

/** A node, the hosts on it and what it has to install from: one answer's time. Null: there is no such node. */
export async function readNode(nodeId: RowId, page: number): Promise<OneNode | null> {
  const [listed, images, on, carried, [kept]] = await Promise.all([
    nodesNow({ nodeId }),
    readImages(nodeId),
    hostsOn(nodeId, page),
    hostsByNode(nodeId),
    database()
      .select({ name: nodes.name, areaName: nodes.areaName })
      .from(nodes)
      .where(eq(nodes.nodeId, nodeId)),
  ]);
  const row = listed.ok ? listed.value.find(({ id }) => id === nodeId) : undefined;
  if (!row && (listed.ok || !kept) && on.total === 0) {
    return null;
  }
  return {
    // The list of one node may lack what the list of all told.
    node: row ? viewOf({ ...row, areaName: row.areaName ?? kept?.areaName ?? null }, carried(nodeId)) : null,
    name: row?.name ?? kept?.name ?? null,
    fault: listed.ok ? null : listed.fault,
    hosts: on.hosts,
    totalHosts: on.total,
    images,
  };
}

/** Systems and discs of one node, or of all the master has. Two calls at once. */
export async function readImages(nodeId: RowId | null): Promise<Outcome<Images>> {
  const of = nodeId === null ? { all: true as const } : { nodeId };
  const [systems, discs] = await Promise.all([
    askForList("images", of, () => master().listImages(of, OPTIONS)),
    askForList("discs", of, () => master().listDiscs(of, OPTIONS)),
  ]);
  if (!systems.ok) {
    return systems;
  }
  if (!discs.ok) {
    return discs;
  }
  // Asked for all at once, a master may list both kinds in one.
  return {
    ok: true,
    value: {
      systems: systems.value.filter(({ kind }) => kind !== "disc"),
      discs: discs.value.filter(({ kind }) => kind !== "system"),
    },
  };
}

import "server-only";
import type { HostPlan } from "@/lib/provider/plan";
import type { NodeCapacity } from "@/lib/rstack/provider-rows";
import { readStocks } from "../hosts/node-stock";
import { countsOf, type OfferedNode } from "../hosts/place-offer";

export interface NodeRoom extends OfferedNode {
  /** How many hosts of the plan find room, by memory, disk and cores; null without a plan, or where the node doesn't tell. */
  fits: number | null;
}

/** So long free addresses are waited for; of nodes that take longer they are null, until somebody asks again. */
const WITHIN_MS = 2_500;

/** What these nodes have room for. */
export async function roomOn(
  nodes: readonly NodeCapacity[],
  plan: HostPlan["values"] | null,
): Promise<NodeRoom[]> {
  const stocks = await readStocks(
    nodes.map(({ id }) => id),
    WITHIN_MS,
  );
  return nodes.map((node) => ({
    ...node,
    free: countsOf(stocks.get(node.id)),
    fits: plan && fitsOf(node, plan),
  }));
}

/** RStack gives cores more than once, so they bound the one host and not how many there are. Pure. */
export function fitsOf(node: NodeCapacity, plan: HostPlan["values"]): number | null {
  const cores = node.freeCpuCores ?? node.maxCpuCores;
  if (node.isInMaintenance === true || (cores !== null && cores < (plan.cpuCores ?? 0))) {
    return 0;
  }
  const diskGb = (plan.systemDiskGb ?? 0) + (plan.dataDiskGb ?? 0);
  const shares = [
    [node.freeMemoryMb, plan.memoryMb ?? 0],
    [node.freeDiskGb, diskGb],
  ] as const;
  const bounds = shares.flatMap(([free, each]) => (each > 0 ? [free === null ? null : free / each] : []));
  const known = bounds.filter((one) => one !== null);
  return known.length < bounds.length || known.length === 0
    ? null
    : Math.max(0, Math.floor(Math.min(...known)));
}

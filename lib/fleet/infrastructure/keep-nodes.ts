import "server-only";
import { and, inArray, isNotNull, isNull, notInArray, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { publish } from "@/lib/db/notify";
import { hosts } from "@/lib/db/schema";
import { nodes } from "@/lib/db/staff-schema";
import { every } from "@/lib/every";
import { storableCount } from "@/lib/hosts/mirror/host-values";
import { readScopes, withScope } from "@/lib/hosts/mirror/scopes";
import { master } from "@/lib/master";
import type { NodeCapacity } from "@/lib/rstack/provider-rows";
import { countPools } from "./pools";

const TICK_MS = 20_000;
const REST_AFTER_FAULT_MS = 60_000;
const NODES_EVERY_MS = 120_000;
const LOOK_AGAIN_MS = 60_000;
const POOLS_EVERY_MS = 600_000;

/** Keeps the nodes and the use of pools in step; several instances share the work by leases. Returns what ends it. */
export function startInfrastructure(): () => void {
  const work = () => keepNodes().then(keepPools);
  const { stop, look } = every(TICK_MS, "nodes and pools could not be brought in step", work);
  look();
  return stop;
}

const keepPools = () =>
  withScope("pools", REST_AFTER_FAULT_MS, async () => {
    const whole = await countPools({ priority: "drawing" });
    return { result: null, end: whole ? { set: {}, restMs: POOLS_EVERY_MS } : "fault" };
  });

/** One look, where it is due. Exported for tests. */
export const keepNodes = () =>
  withScope("nodes", REST_AFTER_FAULT_MS, async () => {
    const listed = await master().listNodesWithCapacity({}, { priority: "mirror" });
    if (!listed.ok) {
      return { result: null, end: "fault" };
    }
    if (listed.value.length === 0 && (await isFirstEmpty())) {
      return { result: null, end: { set: { heldBackAt: new Date() }, restMs: LOOK_AGAIN_MS } };
    }
    // Rows of nodes may have the area's id alone; a name that isn't told changes nothing else.
    const areas = await master().listAreas({ priority: "mirror" });
    const names = new Map(areas.ok ? areas.value.map(({ id, name }) => [id, name]) : []);
    const nameOf = ({ areaId, areaName }: NodeCapacity) => areaName ?? (areaId && names.get(areaId)) ?? null;
    await writeNodes(listed.value.map((node) => ({ ...node, areaName: nameOf(node) })));
    return {
      result: null,
      end: { set: { rows: listed.value.length, heldBackAt: null }, restMs: NODES_EVERY_MS },
    };
  });

/** Nodes don't all go at once: one answer without any is no word on that, two in a row are. */
async function isFirstEmpty(): Promise<boolean> {
  const last = (await readScopes(["nodes"])).get("nodes");
  return !last?.heldBackAt && (await database().$count(nodes)) > 0;
}

/** The list as it is now; whose maintenance began or ended, their customers' pages hear of it. */
export async function writeNodes(rows: readonly NodeCapacity[]): Promise<void> {
  const listed = eachOnce(rows);
  await database().transaction(async (tx) => {
    const before = await tx.select({ id: nodes.nodeId, maintenance: nodes.maintenance }).from(nodes);
    const was = new Map(before.map(({ id, maintenance }) => [id, maintenance]));
    const changed = listed.filter(({ id, isInMaintenance }) => (was.get(id) ?? false) !== !!isInMaintenance);
    if (listed.length > 0) {
      await tx
        .insert(nodes)
        .values(listed.map(rowOf))
        .onConflictDoUpdate({ target: nodes.nodeId, set: excluded() });
    }
    const ids = listed.map(({ id }) => id);
    await tx.delete(nodes).where(ids.length > 0 ? notInArray(nodes.nodeId, ids) : undefined);
    if (changed.length > 0) {
      await tellHostsOn(
        tx,
        changed.map(({ id }) => id),
      );
    }
  });
}

/** Of one that stands twice the first: a single row must not keep all others out. */
const eachOnce = (rows: readonly NodeCapacity[]): NodeCapacity[] => [
  ...new Map(rows.toReversed().map((node) => [node.id, node])).values(),
];

const rowOf = (node: NodeCapacity) => ({
  nodeId: node.id,
  name: node.name,
  areaId: node.areaId,
  areaName: node.areaName,
  address: node.ip,
  maintenance: node.isInMaintenance === true,
  freeCpu: storableCount(node.freeCpuCores ?? node.maxCpuCores),
  freeMemoryMb: storableCount(node.freeMemoryMb),
  freeDiskGb: storableCount(node.freeDiskGb),
  remark: node.remark,
  seenAt: sql<Date>`now()`,
});

const excluded = () => ({
  name: sql`excluded.name`,
  areaId: sql`excluded.area_id`,
  areaName: sql`coalesce(excluded.area_name, ${nodes.areaName})`,
  address: sql`excluded.address`,
  maintenance: sql`excluded.maintenance`,
  freeCpu: sql`excluded.free_cpu`,
  freeMemoryMb: sql`excluded.free_memory_mb`,
  freeDiskGb: sql`excluded.free_disk_gb`,
  remark: sql`excluded.remark`,
  seenAt: sql`excluded.seen_at`,
});

type Tx = Parameters<Parameters<ReturnType<typeof database>["transaction"]>[0]>[0];

/** By owner and not by host: thousands may stand on a node, and a list reads all of one customer's at once. */
async function tellHostsOn(tx: Tx, nodeIds: string[]): Promise<void> {
  const rows = await tx
    .selectDistinct({ owner: hosts.owner })
    .from(hosts)
    .where(and(inArray(hosts.nodeId, nodeIds), isNotNull(hosts.owner), isNull(hosts.goneAt)));
  await publish(
    tx,
    ...rows.flatMap(({ owner }) => (owner === null ? [] : [{ type: "owner", userId: owner } as const])),
  );
}

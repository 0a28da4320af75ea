import { eq, isNull } from "drizzle-orm";
import { beforeAll, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { mirrorSyncs } from "@/lib/db/master-schema";
import { subscribe } from "@/lib/db/notify";
import { hosts } from "@/lib/db/schema";
import { nodes, poolUses } from "@/lib/db/staff-schema";
import { hostListFor } from "@/lib/hosts/host-list";
import { hostViewOf } from "@/lib/hosts/host-read";
import { syncFleet } from "@/lib/hosts/mirror/sync-fleet";
import { ann } from "@/lib/hosts/testing/ann";
import { hostOfAnn, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { master } from "@/lib/master";
import { parseRowId } from "@/lib/rstack/ids";
import { dialectOf } from "@/lib/simulator/wire/dialect";
import { imageUses } from "./image-use";
import { keepNodes, writeNodes } from "./keep-nodes";
import { hostsByNode, readNodes } from "./nodes";
import { readNode } from "./one-node";
import { addressFilterFrom, nodeFilterFrom, poolFilterFrom } from "./place-filters";
import { countPools, readPool, readPools } from "./pools";

const { simulator } = useSimulatedHosts();

const row = (text: string) => {
  const id = parseRowId(text);
  if (!id) throw new Error(`${text} is no row id`);
  return id;
};
const listed = async () => {
  const answer = await master().listNodesWithCapacity({}, { priority: "command" });
  if (!answer.ok) throw new Error("the master lists no nodes");
  return answer.value;
};

beforeAll(async () => {
  await hostOfAnn("101");
});

it("keeps the nodes, with maintenance, and takes away those that are gone", async () => {
  await keepNodes();
  const kept = await database().select().from(nodes);
  expect(kept.find(({ nodeId }) => nodeId === "5")).toMatchObject({ maintenance: true, freeCpu: 32 });
  await writeNodes((await listed()).filter(({ id }) => id !== "5"));
  expect((await database().select().from(nodes)).map(({ nodeId }) => nodeId)).not.toContain("5");
});

it("one empty answer takes no node away, a second one does", async () => {
  await writeNodes(await listed());
  const before = await database().$count(nodes);
  const empty = vi.spyOn(master(), "listNodesWithCapacity").mockResolvedValue({ ok: true, value: [] });
  const look = async () => {
    await database().update(mirrorSyncs).set({ claimedUntil: null }).where(eq(mirrorSyncs.scope, "nodes"));
    await keepNodes();
    return database().$count(nodes);
  };
  expect(await look()).toBe(before);
  empty.mockRestore();
  expect(await look()).toBe(before);
  vi.spyOn(master(), "listNodesWithCapacity").mockResolvedValue({ ok: true, value: [] });
  // The one before counts no more.
  expect(await look()).toBe(before);
  expect(await look()).toBe(0);
  vi.restoreAllMocks();
  expect(await look()).toBe(before);
});

it("a node that is listed twice, or with a figure that no column holds, keeps none of the others out", async () => {
  const [first, ...others] = await listed();
  if (!first) throw new Error("the master lists no nodes");
  await writeNodes([{ ...first, freeMemoryMb: 274_877_906_944, isInMaintenance: true }, ...others, first]);
  const kept = await database().select().from(nodes);
  expect(kept).toHaveLength(others.length + 1);
  expect(kept.find(({ nodeId }) => nodeId === first.id)).toMatchObject({
    maintenance: true,
    freeMemoryMb: null,
  });
});

it("a node whose maintenance begins marks its hosts, in the list and on their pages, and their customers hear of it", async () => {
  await writeNodes(await listed());
  const owned = await hostOfAnn("101");
  expect((await hostViewOf(owned, ann)).maintenance).toBe(false);
  const heard = new Promise<string>((resolve) => {
    const stop = subscribe((notice) => {
      if (notice.type === "owner") {
        stop();
        resolve(notice.userId);
      }
    });
  });
  await simulator().control.setNode("1", { status: "1" });
  await writeNodes(await listed());
  expect(await heard).toBe("10001");
  expect((await hostViewOf(owned, ann)).maintenance).toBe(true);
  const { hosts: list } = await hostListFor(ann);
  expect(list.find(({ id }) => id === "101")?.maintenance).toBe(true);
});

it("shows areas, nodes and how many hosts stand on each; while the master is silent, what was kept, and from when", async () => {
  await keepNodes();
  const now = await readNodes();
  expect(now).toMatchObject({ fault: null, asOf: null });
  const first = now.areas.find(({ id }) => id === "1");
  expect(first?.nodes.map(({ name }) => name)).toEqual(["fra1-hv01", "fra1-hv02"]);
  expect(first?.nodes[0]).toMatchObject({ maxCpuCores: 64, freeCpuCores: null, freeMemoryMb: 262_144 });
  expect(first?.nodes[0]?.hosts).toBe(await database().$count(hosts, eq(hosts.nodeId, "1")));
  await simulator().control.addFault({ kind: "refuse", match: { action: "hypernode" } });
  const silent = await readNodes();
  expect(silent.fault?.kind).toBe("refused");
  expect(silent.asOf).not.toBeNull();
  await simulator().control.addFault({ kind: "refuse", match: { action: "area" } });
  expect((await readNodes()).areas.map(({ name }) => name)).toEqual([
    "Frankfurt 1",
    "Frankfurt 2",
    "Amsterdam",
  ]);
  expect(silent.areas.flatMap((area) => area.nodes).length).toBeGreaterThan(3);
});

it("one node: its hosts, and what it can install and mount; a node that is not there is none", async () => {
  const node = await readNode(row("4"), 1);
  expect(node?.node?.name).toBe("ams-hv01");
  expect(node?.images.ok && node.images.value.systems.map(({ id }) => id)).toContain("17");
  expect(node?.images.ok && node.images.value.discs.map(({ id }) => id)).not.toContain("33");
  expect(await readNode(row("99"), 1)).toBeNull();
});

it("sums what hosts were given on a node; the sum is unknown while one of them doesn't tell its size", async () => {
  const here = { nodeId: "7", seenAt: new Date(), cpuCores: 2, memoryMb: 4_096, systemDiskGb: 30 };
  await database()
    .insert(hosts)
    .values([
      { vmId: "7001", ...here, dataDiskGb: 10 },
      { vmId: "7002", ...here, systemDiskGb: null },
    ]);
  const on = await hostsByNode(row("7"));
  expect(on("7")).toEqual({ hosts: 2, cpuCores: 4, memoryMb: 8_192, diskGb: null });
  await database().delete(hosts).where(eq(hosts.vmId, "7002"));
  expect((await hostsByNode(row("7")))("7")).toEqual({ hosts: 1, cpuCores: 2, memoryMb: 4_096, diskGb: 40 });
  expect((await hostsByNode())("no such node")).toMatchObject({ hosts: 0, memoryMb: 0 });
  await database().delete(hosts).where(eq(hosts.vmId, "7001"));
});

it("counts how full a pool is where the master doesn't say it, and says who has an address", async () => {
  const before = await readPools(poolFilterFrom({}));
  const pool = before.ok ? before.value[0] : undefined;
  if (!pool) throw new Error("no pool");
  expect(pool.use).toBeNull();
  expect(await countPools({ priority: "drawing" })).toBe(true);
  const after = await readPools(poolFilterFrom({}));
  const counted = after.ok ? after.value.find(({ id }) => id === pool.id)?.use : null;
  expect(counted?.total).toBeGreaterThan(0);
  const page = await readPool(pool.id, addressFilterFrom({ q: "203.0.113.24" }), 1);
  expect(page.ok && page.value.addresses[0]).toMatchObject({
    address: "203.0.113.24",
    vmId: "101",
    hostName: "web01",
    owner: "10001",
    isFree: false,
    host: { isUnread: expect.any(Boolean) },
  });
  expect(page.ok && page.value.use).toEqual({ total: counted?.total, used: counted?.used });
  // Of all its addresses, whatever was looked for.
  expect(page.ok && page.value.range?.first).toBe("203.0.113.4");
  const byIp = await readPools(poolFilterFrom({ ip: "203.0.113.24" }));
  expect(byIp.ok && byIp.value.map(({ id }) => id)).toEqual([pool.id]);
  expect(await database().$count(poolUses)).toBeGreaterThan(0);
});

it("narrows nodes by area, room, state and remark, whatever the master makes of it", async () => {
  await simulator().control.setNode("4", { remark: "Rack 12" });
  const names = async (search: Record<string, string>) =>
    (await readNodes(nodeFilterFrom(search))).areas.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  const all = await names({});
  expect(await names({ area: "1" })).toEqual(["fra1-hv01", "fra1-hv02"]);
  expect(await names({ remark: "Rack 12" })).toEqual(["ams-hv01"]);
  expect(await names({ q: "RACK" })).toEqual(["ams-hv01"]);
  expect(await names({ q: "fra1" })).toEqual(["fra1-hv01", "fra1-hv02"]);
  const resting = await names({ state: "maintenance" });
  expect(resting).toEqual(["ams-hv02"]);
  expect(new Set([...resting, ...(await names({ state: "normal" }))])).toEqual(new Set(all));
  const roomy = await names({ memory: "200" });
  expect(roomy.length).toBeGreaterThan(0);
  expect(roomy.length).toBeLessThan(all.length);
  const { calls } = await simulator().control.journal({ action: "hypernode" });
  expect(calls.map(({ params }) => params.allowram ?? "").filter(Boolean)).toEqual(["204800"]);
  expect((await readNodes(nodeFilterFrom({ area: "1" }))).allAreas.length).toBeGreaterThan(1);
});

it("tells which hosts have an image, node by node, and which have a disc in their drive", async () => {
  await simulator().control.setHost("101", { cdid: "31" });
  await syncFleet();
  const { systems, discs } = await imageUses();
  const all = await database().$count(hosts, isNull(hosts.goneAt));
  const uses = [...systems.values()];
  expect(uses.reduce((sum, use) => sum + use.hosts, 0)).toBe(all);
  for (const use of uses) {
    expect(use.nodes.reduce((sum, node) => sum + node.hosts, 0)).toBe(use.hosts);
  }
  expect(discs?.get("31")).toContainEqual({ vmId: "101", name: "web01" });
});

async function poolsOf(search: Record<string, string>) {
  const found = await readPools(poolFilterFrom(search));
  return found.ok ? found.value : [];
}

it("narrows pools by name, node and kind, and a pool's addresses by kind and remark", async () => {
  expect((await poolsOf({ name: "HV01 PUB", node: "1" })).map(({ name }) => name)).toEqual([
    "fra1-hv01 public",
  ]);
  expect(new Set((await poolsOf({ kind: "ipv6" })).map(({ kind }) => kind))).toEqual(new Set(["ipv6"]));
  const [pool] = await poolsOf({ ip: "203.0.113.24" });
  const found = async (search: Record<string, string>) => {
    const page = pool && (await readPool(pool.id, addressFilterFrom(search), 1));
    return page?.ok ? page.value.found : -1;
  };
  expect(await found({})).toBeGreaterThan(1);
  expect(await found({ kind: "ipv6" })).toBe(0);
  expect(await found({ remark: "nothing has this" })).toBe(0);
});

it.each(["host=name", "host=ip", "host=untold"])(
  "says who has an address and how full a pool is on a master of the dialect '%s'",
  async (dialect) => {
    const [pool] = await poolsOf({ ip: "203.0.113.24" });
    const read = async () => {
      const page = pool && (await readPool(pool.id, addressFilterFrom({ q: "203.0.113.24" }), 1));
      return page?.ok ? { use: page.value.use, first: page.value.addresses[0] } : null;
    };
    const plain = await read();
    await simulator().control.setSettings({ dialect: dialectOf(dialect) });
    await syncFleet();
    expect(await read()).toMatchObject({
      use: plain?.use,
      first: { vmId: "101", hostName: "web01", owner: "10001", isFree: false },
    });
  },
);

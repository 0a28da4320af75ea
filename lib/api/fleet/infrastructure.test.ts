import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { fitsOf } from "../../fleet/infrastructure/capacity";
import { syncFleet } from "../../hosts/mirror/sync-fleet";
import { useSimulatedHosts } from "../../hosts/testing/on-simulator";
import { savePlan } from "../../provider/plans";
import { parseRowId } from "../../rstack/ids";
import type { NodeCapacity } from "../../rstack/provider-rows";
import { freeLimits, newAccount, newTokenOf, program } from "../testing/program";

const { simulator } = useSimulatedHosts({ TRUSTED_PROXIES: "1" });

let token: string;
beforeAll(async () => {
  token = await newTokenOf(await newAccount("admin"), {
    ...{ scope: "provider", fleetScopes: ["fleet-read"], addressRanges: ["203.0.113.0/24"] },
  });
});
beforeEach(async () => {
  await freeLimits();
  await syncFleet();
});

const get = async (path: string) =>
  (await program(path, { token, headers: { "x-forwarded-for": "203.0.113.5" } })).body;

/** All rows of a list, one a page. */
async function paged(path: string, rowsOf: string): Promise<Record<string, string>[]> {
  const rows = [];
  for (let after = ""; ; ) {
    const body = await get(`${path}${path.includes("?") ? "&" : "?"}limit=1${after}`);
    rows.push(...body[rowsOf]);
    if (body.next === null) {
      return rows;
    }
    after = `&after=${encodeURIComponent(body.next)}`;
  }
}

it("tells whether RStack answers, and since when it doesn't", async () => {
  expect(await get("/fleet/connection")).toMatchObject({
    ...{ answering: true, causes: [], downSince: null },
    hosts: { heldBack: false },
  });
  await simulator().control.addFault({ kind: "reset", match: { action: "test" } });
  // The answer before is good for a second.
  await vi.waitFor(
    async () => expect(await get("/fleet/connection")).toMatchObject({ answering: false, causes: ["reset"] }),
    { timeout: 10_000, interval: 100 },
  );
});

it("tells the room of each node, and how many hosts of a plan find it there", async () => {
  await savePlan({ id: null, name: "Small", values: { cpuCores: 1, memoryMb: 1024, systemDiskGb: 40 } }, "x");
  const { plans } = await get("/fleet/plans");
  const { capacity } = await get(`/fleet/capacity?plan=${plans[0].id}`);
  const { nodes } = await get("/fleet/nodes");
  expect(capacity.map(({ node }: { node: string }) => node)).toEqual(
    nodes.map(({ id }: { id: string }) => id),
  );
  const [first] = capacity;
  expect(first.freeAddresses.ipv4).toBeGreaterThan(0);
  const { freeMemoryMb, freeDiskGb, fits } = first;
  expect(fits).toBe(Math.floor(Math.min(freeMemoryMb / 1024, freeDiskGb / 40)));
  const ofArea = (await get(`/fleet/capacity?area=${first.area}`)).capacity;
  expect(new Set(ofArea.map(({ area }: { area: string }) => area))).toEqual(new Set([first.area]));
  expect(ofArea[0].fits).toBeNull();
  expect((await get(`/fleet/capacity?node=${first.node}`)).capacity).toHaveLength(1);
  expect(await paged("/fleet/capacity", "capacity")).toHaveLength(capacity.length);
  expect((await get(`/fleet/capacity?plan=${crypto.randomUUID()}`)).errors).toEqual([
    { field: "plan", code: "not-listed" },
  ]);
  expect((await get("/fleet/capacity?node=x")).errors).toEqual([{ field: "node", code: "invalid" }]);
});

it("counts no host on a node under maintenance, with too few cores, or of which a figure isn't known", () => {
  const node = { freeCpuCores: 4, freeMemoryMb: 4096, freeDiskGb: 100 } as NodeCapacity;
  const plan = { cpuCores: 2, memoryMb: 1024, systemDiskGb: 40, dataDiskGb: 10 };
  expect(fitsOf(node, plan)).toBe(2);
  expect(fitsOf({ ...node, isInMaintenance: true }, plan)).toBe(0);
  expect(fitsOf({ ...node, freeCpuCores: 1 }, plan)).toBe(0);
  expect(fitsOf({ ...node, freeMemoryMb: -5 }, plan)).toBe(0);
  expect(fitsOf({ ...node, freeDiskGb: null }, plan)).toBeNull();
  expect(fitsOf({ ...node, freeDiskGb: null }, { cpuCores: 2, memoryMb: 1024 })).toBe(4);
});

it("lists discs, pools, their addresses with the customers' hosts that have them, and a host's addresses", async () => {
  expect((await get("/fleet/media")).media.length).toBeGreaterThan(0);
  const pools = await paged("/fleet/pools", "pools");
  expect(pools.length).toBeGreaterThan(1);
  expect((await get(`/fleet/pools?node=${pools[0]?.node}`)).pools.length).toBeLessThan(pools.length + 1);
  const addresses = (
    await Promise.all(pools.map(async ({ id }) => (await get(`/fleet/pools/${id}/addresses`)).addresses))
  ).flat();
  const taken = addresses.filter(({ hostId }) => hostId !== null);
  expect(taken.length).toBeGreaterThan(0);
  const owners = (await get("/fleet/hosts?limit=200")).hosts;
  for (const { hostId, customer, free } of taken) {
    expect(free).toBe(false);
    expect(owners).toContainEqual(expect.objectContaining({ id: hostId, customer }));
  }
  expect((await get("/fleet/pools/9999/addresses")).code).toBe("not-found");
  const { addresses: own, mac } = await get("/fleet/hosts/101/addresses");
  expect(own.length).toBeGreaterThan(0);
  expect(mac).toMatch(/^[0-9A-F:-]+$/i);
});

it("lists RStack's tasks and the backups of customers' hosts alone, page by page", async () => {
  const backups = await paged("/fleet/backups", "backups");
  expect(backups.length).toBeGreaterThan(0);
  expect(backups.every(({ customer }) => customer !== null)).toBe(true);
  const { hostId } = backups[0] ?? {};
  const ofHost = (await get(`/fleet/backups?host=${hostId}`)).backups;
  expect(new Set(ofHost.map((row: { hostId: string }) => row.hostId))).toEqual(new Set([hostId]));
  const tasks = await paged("/fleet/tasks", "tasks");
  expect(tasks.length).toBeGreaterThan(0);
  expect(tasks.every(({ type }) => type !== "other")).toBe(true);
  expect((await get("/fleet/tasks?host=abc")).errors).toEqual([{ field: "host", code: "invalid" }]);
  expect(parseRowId(tasks[0]?.id ?? "")).not.toBeNull();
});

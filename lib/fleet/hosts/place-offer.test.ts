import { beforeEach, expect, it, vi } from "vitest";
import { parseRowId, type RowId } from "@/lib/rstack/ids";
import { offerOf } from "./place-offer";

const id = (n: number): RowId => {
  const parsed = parseRowId(String(n));
  if (!parsed) throw new Error(String(n));
  return parsed;
};
const NODES = 20;
const AREA = { areaId: id(7) };

/** A master with one area of twenty nodes; the last lacks a system that all others have. */
const calls = vi.hoisted(() => ({
  /** Each test has nodes of its own: what was read of others is kept. */
  base: 0,
  inFlight: 0,
  most: 0,
  images: [] as string[],
  hold: new Set<string>(),
  broken: "",
}));
const released = vi.hoisted(() => ({ wake: [] as (() => void)[] }));
vi.mock("@/lib/master", () => ({
  master: () => ({
    listAreas: async () => ({ ok: true, value: [{ id: "7", name: "Large", remark: null }] }),
    listNodesWithCapacity: async () => ({
      ok: true,
      value: Array.from({ length: 20 }, (_, n) => ({
        id: String(calls.base + n + 1),
        areaId: "7",
        name: `hv${n + 1}`,
        isInMaintenance: false,
      })),
    }),
    listImages: async ({ nodeId }: { nodeId: string }) => {
      calls.images.push(nodeId);
      calls.most = Math.max(calls.most, ++calls.inFlight);
      if (calls.hold.has(nodeId)) await new Promise<void>((resolve) => released.wake.push(resolve));
      await Promise.resolve();
      calls.inFlight--;
      if (calls.broken === nodeId)
        return { ok: false, fault: { kind: "refused", text: "busy", clockSkewMs: null } };
      return {
        ok: true,
        value: (Number(nodeId) === calls.base + 20 ? ["11"] : ["11", "12"]).map((each) => ({
          id: each,
          kind: "system",
        })),
      };
    },
    freeAddresses: async ({ nodeId }: { nodeId: string }) => ({
      ok: true,
      value: Array.from({ length: Number(nodeId) - calls.base }, (_, n) => ({
        address: `192.0.2.${n}`,
        kind: "ipv4",
      })),
    }),
  }),
}));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  Object.assign(calls, {
    base: calls.base + 100,
    inFlight: 0,
    most: 0,
    images: [],
    hold: new Set(),
    broken: "",
  });
});

const chosenOf = async (withinMs?: number) => {
  const offer = await offerOf(AREA, withinMs);
  if (!offer.ok || !offer.value.chosen) throw new Error("nothing was offered");
  return offer.value.chosen;
};

it("offers an area of twenty nodes what all twenty have, a few asked at once, and once a minute", async () => {
  const chosen = await chosenOf();
  expect(chosen.images.map((image) => image.id)).toEqual(["11"]);
  expect(chosen.nodes.map(({ free }) => free?.ipv4)).toEqual(Array.from({ length: NODES }, (_, n) => n + 1));
  expect([chosen.unread, chosen.silent]).toEqual([0, 0]);
  expect(calls.images).toHaveLength(NODES);
  expect(calls.most).toBeLessThanOrEqual(4);
  await chosenOf();
  expect(calls.images).toHaveLength(NODES);
});

it("shows what is there while the rest is being read, and all of it when asked again", async () => {
  calls.hold = new Set(Array.from({ length: 8 }, (_, n) => String(calls.base + n + 13)));
  const first = chosenOf(2_500);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(await first).toMatchObject({ unread: 8, silent: 0 });
  expect((await first).images.map((image) => image.id)).toEqual(["11", "12"]);
  const again = chosenOf(2_500);
  while (released.wake.length > 0) {
    released.wake.shift()?.();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(await again).toMatchObject({ unread: 0 });
  expect((await again).images.map((image) => image.id)).toEqual(["11"]);
  expect(calls.images).toHaveLength(NODES);
});

it("names a node that gives no answer, and offers what the others have", async () => {
  calls.broken = String(calls.base + 3);
  expect(await chosenOf()).toMatchObject({ unread: 0, silent: 1, images: [{ id: "11" }] });
});

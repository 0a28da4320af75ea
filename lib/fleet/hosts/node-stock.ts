import "server-only";
import { LRUCache } from "lru-cache";
import { master } from "@/lib/master";
import { perProcess } from "@/lib/per-process";
import type { RowId } from "@/lib/rstack/ids";
import type { CallOptions, Image } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import type { PoolAddress } from "@/lib/rstack/provider-rows";

/** What a node has to make a host from. */
export interface Stock {
  images: Image[];
  /** Free addresses, where the master told. */
  free: PoolAddress[] | null;
}

const OPTIONS: CallOptions = { priority: "open-host" };
/** Two calls each: an area of many nodes must not take the whole budget of all who look at something. */
const AT_ONCE = 4;
const KEPT_MS = 60_000;
const KEPT_FAULT_MS = 15_000;

const state = () =>
  perProcess("node stocks", () => ({
    kept: new LRUCache<RowId, Outcome<Stock>>({ max: 5_000, ttl: KEPT_MS }),
    reading: new Map<RowId, Promise<void>>(),
    running: 0,
    queue: [] as (() => void)[],
  }));

/**
 * What each of these nodes has, as far as it is known within `withinMs`: a large area is read on in the background, and
 * the next call finds more. A node that gave no answer has its fault, for a while.
 */
export async function readStocks(
  nodeIds: readonly RowId[],
  withinMs: number,
): Promise<Map<RowId, Outcome<Stock>>> {
  const { kept } = state();
  const missing = nodeIds.filter((id) => !kept.has(id));
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs);
  });
  await Promise.race([Promise.all(missing.map(readInTurn)), limit]);
  clearTimeout(timer);
  return new Map(
    nodeIds.flatMap((id) => {
      const stock = kept.get(id);
      return stock ? [[id, stock] as const] : [];
    }),
  );
}

/** One node, as it is now. */
export async function readStock(nodeId: RowId): Promise<Outcome<Stock>> {
  const stock = await ask(nodeId);
  keep(nodeId, stock);
  return stock;
}

function readInTurn(nodeId: RowId): Promise<void> {
  const { reading } = state();
  const known = reading.get(nodeId);
  if (known) {
    return known;
  }
  const read = turn()
    .then(() => readStock(nodeId))
    .then(() => {})
    .finally(() => {
      reading.delete(nodeId);
      endTurn();
    });
  reading.set(nodeId, read);
  return read;
}

function turn(): Promise<void> {
  const all = state();
  if (all.running < AT_ONCE) {
    all.running++;
    return Promise.resolve();
  }
  return new Promise((resolve) => all.queue.push(resolve));
}

function endTurn(): void {
  const all = state();
  const next = all.queue.shift();
  if (next) {
    next();
  } else {
    all.running--;
  }
}

const keep = (nodeId: RowId, stock: Outcome<Stock>) =>
  state().kept.set(nodeId, stock, { ttl: stock.ok ? KEPT_MS : KEPT_FAULT_MS });

async function ask(nodeId: RowId): Promise<Outcome<Stock>> {
  const [images, free] = await Promise.all([
    master().listImages({ nodeId }, OPTIONS),
    master().freeAddresses({ nodeId }, {}, OPTIONS),
  ]);
  return images.ok
    ? { ok: true, value: { images: images.value, free: free.ok ? free.value : null } }
    : images;
}

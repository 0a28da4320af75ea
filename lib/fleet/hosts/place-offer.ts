import "server-only";
import type { RowId } from "@/lib/rstack/ids";
import type { Image } from "@/lib/rstack/master-client";
import type { Fault, Outcome } from "@/lib/rstack/outcome";
import type { NodeCapacity, PoolAddress } from "@/lib/rstack/provider-rows";
import { areasNow, nodesNow } from "../infrastructure/nodes";
import { readStock, readStocks, type Stock } from "./node-stock";
import type { Place } from "./place";

export interface OfferedNode extends NodeCapacity {
  /** Free addresses by kind; null where the master didn't tell. */
  free: { ipv4: number; ipv6: number; privateIpv4: number } | null;
}

export interface PlaceOffer {
  areas: { id: RowId; name: string | null }[];
  nodes: NodeCapacity[];
  /** Null where the master names no place at all. */
  chosen: {
    place: Place;
    /** The node itself, or the area's nodes that are not under maintenance. */
    nodes: OfferedNode[];
    /** What every one of these nodes has that was read. */
    images: Image[];
    /** Of a single node: which addresses are free, by kind. */
    addresses: { ipv4: string[]; ipv6: string[] };
    /** Nodes that are still being read, and nodes that gave no answer. */
    unread: number;
    silent: number;
  } | null;
}

const ADDRESSES_LISTED = 200;
/** So long a page waits for the nodes of an area; what comes later is there when it asks again. */
const WITHIN_MS = 2_500;

/** What can be had where. Without a (known) wish: the first area with a node that takes hosts. */
export async function offerOf(wish: Place | null, withinMs = WITHIN_MS): Promise<Outcome<PlaceOffer>> {
  const [areas, nodes] = await Promise.all([areasNow(), nodesNow({})]);
  if (!nodes.ok) {
    return nodes;
  }
  const listed = areas.ok ? areas.value : [];
  const place = wish && nodesOf(wish, nodes.value).length > 0 ? wish : firstPlace(listed, nodes.value);
  if (place === null) {
    return { ok: true, value: { areas: listed, nodes: nodes.value, chosen: null } };
  }
  const own = nodesOf(place, nodes.value);
  const open = "areaId" in place ? own.filter((node) => node.isInMaintenance !== true) : own;
  const stocks = await stocksOf(place, open, withinMs);
  const read = [...stocks.values()];
  const known = read.flatMap((stock) => (stock.ok ? [stock.value] : []));
  const silent = read.find((stock): stock is { ok: false; fault: Fault } => !stock.ok);
  if (silent && known.length === 0) {
    return silent;
  }
  return {
    ok: true,
    value: {
      areas: listed,
      nodes: nodes.value,
      chosen: {
        place,
        nodes: open.map((node) => ({ ...node, free: countsOf(stocks.get(node.id)) })),
        images: inAll(known.map(({ images }) => images)),
        addresses: addressesOf("nodeId" in place ? (known[0]?.free ?? []) : []),
        unread: open.length - read.length,
        silent: read.length - known.length,
      },
    },
  };
}

/** A single node as it is now; an area's nodes as they were read within the last minute. */
async function stocksOf(
  place: Place,
  open: readonly NodeCapacity[],
  withinMs: number,
): Promise<Map<RowId, Outcome<Stock>>> {
  const [only] = open;
  return "nodeId" in place && only
    ? new Map([[only.id, await readStock(only.id)]])
    : readStocks(
        open.map(({ id }) => id),
        withinMs,
      );
}

const nodesOf = (place: Place, nodes: readonly NodeCapacity[]): NodeCapacity[] =>
  nodes.filter((node) => ("areaId" in place ? node.areaId === place.areaId : node.id === place.nodeId));

function firstPlace(areas: readonly { id: RowId }[], nodes: readonly NodeCapacity[]): Place | null {
  const takes = nodes.filter((node) => node.isInMaintenance !== true);
  const area = areas.find(({ id }) => takes.some((node) => node.areaId === id));
  const [node] = takes;
  return area ? { areaId: area.id } : node ? { nodeId: node.id } : null;
}

function inAll([first = [], ...others]: Image[][]): Image[] {
  const ids = others.map((images) => new Set(images.map(({ id }) => id)));
  return first.filter(({ id }) => ids.every((known) => known.has(id)));
}

/** Free addresses by kind. */
export function countsOf(stock: Outcome<Stock> | undefined): OfferedNode["free"] {
  const free = stock?.ok ? stock.value.free : null;
  if (!free) {
    return null;
  }
  const count = (kind: PoolAddress["kind"]) => free.filter((row) => row.kind === kind).length;
  return { ipv4: count("ipv4"), ipv6: count("ipv6"), privateIpv4: count("private-ipv4") };
}

function addressesOf(rows: readonly PoolAddress[]): { ipv4: string[]; ipv6: string[] } {
  const of = (isV6: boolean) =>
    rows
      .map(({ address }) => address)
      .filter((address) => address.includes(":") === isV6)
      .slice(0, ADDRESSES_LISTED);
  return { ipv4: of(false), ipv6: of(true) };
}

import "server-only";
import { master } from "@/lib/master";
import type { RowId } from "@/lib/rstack/ids";
import type { CallOptions, Image } from "@/lib/rstack/master-client";
import type { Fault, Outcome } from "@/lib/rstack/outcome";
import type { NodeCapacity, PoolAddress } from "@/lib/rstack/provider-rows";
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
    /** What every one of these nodes has. */
    images: Image[];
    /** Of a single node: which addresses are free, by kind. */
    addresses: { ipv4: string[]; ipv6: string[] };
  } | null;
}

const OPTIONS: CallOptions = { priority: "open-host" };
/** A larger area is judged by its first nodes: each is asked for images and addresses. */
const NODES_ASKED = 8;
const ADDRESSES_LISTED = 200;

/** What can be had where. Without a (known) wish: the first area with a node that takes hosts. */
export async function offerOf(wish: Place | null): Promise<Outcome<PlaceOffer>> {
  const [areas, nodes] = await Promise.all([
    master().listAreas(OPTIONS),
    master().listNodesWithCapacity({}, OPTIONS),
  ]);
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
  const asked = open.slice(0, NODES_ASKED);
  const [images, free] = await Promise.all([
    Promise.all(asked.map(({ id }) => master().listImages({ nodeId: id }, OPTIONS))),
    Promise.all(asked.map(({ id }) => master().freeAddresses({ nodeId: id }, {}, OPTIONS))),
  ]);
  const silent = images.find((answer): answer is { ok: false; fault: Fault } => !answer.ok);
  if (silent) {
    return silent;
  }
  return {
    ok: true,
    value: {
      areas: listed,
      nodes: nodes.value,
      chosen: {
        place,
        nodes: open.map((node, at) => ({ ...node, free: countsOf(free[at]) })),
        images: inAll(images.map((answer) => (answer.ok ? answer.value : []))),
        addresses: addressesOf("nodeId" in place ? free[0] : undefined),
      },
    },
  };
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

type Free = Outcome<PoolAddress[]> | undefined;

function countsOf(free: Free): OfferedNode["free"] {
  if (!free?.ok) {
    return null;
  }
  const count = (kind: PoolAddress["kind"]) => free.value.filter((row) => row.kind === kind).length;
  return { ipv4: count("ipv4"), ipv6: count("ipv6"), privateIpv4: count("private-ipv4") };
}

function addressesOf(free: Free): { ipv4: string[]; ipv6: string[] } {
  const rows = free?.ok ? free.value : [];
  const of = (isV6: boolean) =>
    rows
      .map(({ address }) => address)
      .filter((address) => address.includes(":") === isV6)
      .slice(0, ADDRESSES_LISTED);
  return { ipv4: of(false), ipv6: of(true) };
}

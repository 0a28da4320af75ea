import { isIP } from "node:net";
import { parseRowId, type RowId } from "@/lib/rstack/ids";
import type { AddressPool, PoolAddress } from "@/lib/rstack/provider-rows";
import { MB_IN_GB } from "@/lib/units";
import { one, type SearchParams } from "../search-params";
import type { NodeView } from "./nodes";

/** What staff narrow nodes, pools and addresses by, as it stands in a page's address. */
export interface NodeFilter {
  /** A part of the name, address or remark. The list is kept: a search asks the master nothing anew. */
  q: string;
  area: RowId | null;
  state: (typeof NODE_STATES)[number] | null;
  /** The least that has to be free. */
  cores: number | null;
  memoryGb: number | null;
  diskGb: number | null;
  remark: string | null;
}
export const NODE_STATES = ["normal", "maintenance"] as const;

export interface PoolFilter {
  ip: string | null;
  name: string | null;
  node: RowId | null;
  kind: (typeof POOL_KINDS)[number] | null;
}
export const POOL_KINDS = ["ipv4", "ipv6", "private-ipv4"] as const;

export interface AddressFilter {
  /** A part of the address. */
  q: string;
  remark: string | null;
  kind: (typeof ADDRESS_KINDS)[number] | null;
}
export const ADDRESS_KINDS = ["ipv4", "ipv6"] as const;

const textOf = (value: SearchParams[string]): string | null => one(value).trim().slice(0, 64) || null;
const leastOf = (value: SearchParams[string]): number | null =>
  /^[1-9][0-9]{0,6}$/.test(one(value).trim()) ? Number(one(value).trim()) : null;

export const nodeFilterFrom = (search: SearchParams): NodeFilter => ({
  q: textOf(search.q) ?? "",
  area: parseRowId(one(search.area)),
  state: NODE_STATES.find((state) => state === one(search.state)) ?? null,
  cores: leastOf(search.cores),
  memoryGb: leastOf(search.memory),
  diskGb: leastOf(search.disk),
  remark: textOf(search.remark),
});

export function poolFilterFrom(search: SearchParams): PoolFilter {
  const ip = textOf(search.ip);
  return {
    ip,
    name: textOf(search.name),
    node: parseRowId(one(search.node)),
    kind: POOL_KINDS.find((kind) => kind === one(search.kind)) ?? null,
  };
}

export const addressFilterFrom = (search: SearchParams): AddressFilter => ({
  q: textOf(search.q) ?? "",
  remark: textOf(search.remark),
  kind: ADDRESS_KINDS.find((kind) => kind === one(search.kind)) ?? null,
});

export const isFiltered = (filter: NodeFilter | PoolFilter | AddressFilter): boolean =>
  Object.values(filter).some((value) => value !== null && value !== "");

/** Whether a figure is enough; one that isn't told is left to the master. */
const isEnough = (figure: number | null, least: number | null) =>
  least === null || figure === null || figure >= least;
const holds = (text: string | null, part: string | null) =>
  part === null || text === null || text.toLowerCase().includes(part.toLowerCase());

/** A node that says something else than was asked for is left out, whatever the master made of the filter. */
export const nodeMatches = (
  node: NodeView,
  { q, area, state, cores, memoryGb, diskGb, remark }: NodeFilter,
): boolean =>
  [node.name, node.id, node.ip, node.publicIp, node.areaName, node.remark].some((text) =>
    (text ?? "").toLowerCase().includes(q.toLowerCase()),
  ) &&
  (area === null || node.areaId === area) &&
  (state === null || node.maintenance === (state === "maintenance")) &&
  isEnough(node.freeCpuCores ?? node.maxCpuCores, cores) &&
  isEnough(node.freeMemoryMb, memoryGb && memoryGb * MB_IN_GB) &&
  isEnough(node.freeDiskGb, diskGb) &&
  holds(node.remark, remark);

/** By a part of the name, which the master may want whole. */
export const poolMatches = (pool: AddressPool, { name, kind }: PoolFilter) =>
  (name === null || (pool.name ?? "").toLowerCase().includes(name.toLowerCase())) &&
  (kind === null || pool.kind === kind || pool.kind === "unknown");

export const addressMatches = (row: PoolAddress, { q, remark, kind }: AddressFilter) =>
  row.address.includes(q) &&
  holds(row.remark, remark) &&
  (kind === null || isIP(row.address) === (kind === "ipv6" ? 6 : 4));

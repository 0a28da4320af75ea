import "server-only";
import { isIP } from "node:net";
import { and, arrayOverlaps, inArray, isNull, notInArray, or, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { poolUses } from "@/lib/db/staff-schema";
import { stateOfRow } from "@/lib/hosts/host-view-of";
import { master } from "@/lib/master";
import type { HostState } from "@/lib/operations/host-states";
import { parseRowId, parseUserId, parseVmId, type RowId } from "@/lib/rstack/ids";
import type { CallOptions, MasterClient } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";
import type { AddressPool, PoolAddress } from "@/lib/rstack/provider-rows";
import { askForList } from "../kept-lists";
import { isUnread } from "./nodes";
import { type AddressFilter, addressMatches, type PoolFilter, poolMatches } from "./place-filters";

const OPTIONS: CallOptions = { priority: "open-host" };

export interface PoolUse {
  total: number;
  used: number;
  /** ISO 8601, when the panel counted; null where the master says it itself. */
  countedAt: string | null;
}

export interface PoolView extends AddressPool {
  use: PoolUse | null;
}

/** The pools that match. How full they are is the master's word, else the last count. */
export async function readPools(filter: PoolFilter): Promise<Outcome<PoolView[]>> {
  const { ip, node, kind } = filter;
  const asked = {
    ...(ip && isIP(ip) !== 0 && { ip }),
    ...(node && { nodeId: node }),
    ...(kind && { kind }),
  };
  const [listed, counted] = await Promise.all([
    askForList("pools", asked, () => master().listAddressPools(asked, OPTIONS)),
    database().select().from(poolUses),
  ]);
  if (!listed.ok) {
    return listed;
  }
  const counts = new Map(counted.map((row) => [row.poolId, row]));
  return {
    ok: true,
    value: listed.value
      .filter((pool) => poolMatches(pool, filter))
      .map((pool) => {
        const { total, used } = pool;
        const count = counts.get(pool.id);
        const use =
          total !== null && used !== null
            ? { total, used, countedAt: null }
            : count
              ? { total: count.total, used: count.used, countedAt: count.countedAt.toISOString() }
              : null;
        return { ...pool, use };
      }),
  };
}

export const ADDRESSES_A_PAGE = 100;

/** With the state of the host that has it, as it was last seen; null where the panel has no such host. */
export type HeldAddress = PoolAddress & { host: { state: HostState; isUnread: boolean } | null };

export interface PoolPage {
  pool: AddressPool | null;
  addresses: HeldAddress[];
  /** Of those that were looked for. */
  found: number;
  use: { total: number; used: number };
  /** Where its addresses begin and end, as RStack tells it or else lists them; null where there is but one, or none. */
  range: { first: string; last: string } | null;
}

const addressesNow = (asked: Parameters<MasterClient["listPoolAddresses"]>[0]) =>
  askForList("pool addresses", asked, () => master().listPoolAddresses(asked, OPTIONS));

/** A pool's addresses that match and who has them. Pages count from 1. A remark is looked for by the master as well. */
export async function readPool(
  poolId: RowId,
  filter: AddressFilter,
  page: number,
): Promise<Outcome<PoolPage>> {
  const [pools, listed, remarked] = await Promise.all([
    askForList("pools", { poolId }, () => master().listAddressPools({ poolId }, OPTIONS)),
    addressesNow({ poolId }),
    filter.remark ? addressesNow({ poolId, remark: filter.remark }) : null,
  ]);
  if (!listed.ok) {
    return listed;
  }
  if (remarked && !remarked.ok) {
    return remarked;
  }
  const all = await withHosts(listed.value);
  const use = fullnessOf(all);
  await keepUse(poolId, use);
  const asked = remarked ? new Set(remarked.value.map(({ address }) => address)) : null;
  const found = all
    .filter((row) => (asked?.has(row.address) ?? true) && addressMatches(row, filter))
    .sort(byAddress);
  return {
    ok: true,
    value: {
      pool: pools.ok ? (pools.value[0] ?? null) : null,
      addresses: await withOwners(found.slice((page - 1) * ADDRESSES_A_PAGE, page * ADDRESSES_A_PAGE)),
      found: found.length,
      use,
      range: rangeOf((pools.ok && pools.value[0]) || null, all),
    },
  };
}

/** All of a pool's addresses, in their order. Null: there is no such pool. */
export async function addressesOf(poolId: RowId): Promise<Outcome<PoolAddress[] | null>> {
  const listed = await addressesNow({ poolId });
  if (!listed.ok || listed.value.length > 0) {
    return listed.ok ? { ...listed, value: (await withHosts(listed.value)).sort(byAddress) } : listed;
  }
  const pools = await askForList("pools", { poolId }, () => master().listAddressPools({ poolId }, OPTIONS));
  return pools.ok ? { ...pools, value: pools.value.length > 0 ? [] : null } : pools;
}

/** Rows may name the host by its id alone: what it is called, whose it is and how it is, the panel's own list tells. */
async function withOwners(addresses: PoolAddress[]): Promise<HeldAddress[]> {
  const ids = addresses.flatMap(({ vmId }) => vmId ?? []);
  const rows = ids.length === 0 ? [] : await database().select().from(hosts).where(inArray(hosts.vmId, ids));
  const byId = new Map(rows.map((row) => [row.vmId, row]));
  return addresses.map((one) => {
    const host = one.vmId ? byId.get(one.vmId) : undefined;
    return {
      ...one,
      hostName: one.hostName ?? host?.name ?? null,
      owner: one.owner ?? parseUserId(host?.owner),
      host: host && host.goneAt === null ? { state: stateOfRow(host), isUnread: isUnread(host) } : null,
    };
  });
}

/** Rows may not say whose an address is: the panel's own list of hosts does, where it has the address. */
async function withHosts(addresses: PoolAddress[]): Promise<PoolAddress[]> {
  const untold = addresses.flatMap(({ isFree, address }) => (isFree === null ? [address] : []));
  if (untold.length === 0) {
    return addresses;
  }
  const rows = await database()
    .select({
      vmId: hosts.vmId,
      ips: sql<(string | null)[]>`${hosts.additionalIps} || ${hosts.ipv4} || ${hosts.ipv6}`,
    })
    .from(hosts)
    .where(
      and(
        isNull(hosts.goneAt),
        or(
          inArray(hosts.ipv4, untold),
          inArray(hosts.ipv6, untold),
          arrayOverlaps(hosts.additionalIps, untold),
        ),
      ),
    );
  const holders = new Map(rows.flatMap(({ vmId, ips }) => ips.map((ip) => [ip, parseVmId(vmId)] as const)));
  return addresses.map((one) => {
    const vmId = one.isFree === null ? (holders.get(one.address) ?? null) : one.vmId;
    return { ...one, vmId, isFree: one.isFree === null && (vmId || one.hostName) ? false : one.isFree };
  });
}

function rangeOf(pool: AddressPool | null, addresses: readonly PoolAddress[]): PoolPage["range"] {
  const listed = addresses.toSorted(byAddress);
  const first = pool?.firstIp ?? listed[0]?.address;
  const last = pool?.lastIp ?? listed.at(-1)?.address;
  return first && last && first !== last ? { first, last } : null;
}

const fullnessOf = (addresses: readonly PoolAddress[]) => ({
  total: addresses.length,
  used: addresses.filter(({ isFree }) => isFree === false).length,
});

/** Numbers as numbers: .9 before .10. */
const natural = new Intl.Collator("en", { numeric: true });
const byAddress = (a: PoolAddress, b: PoolAddress) => natural.compare(a.address, b.address);

async function keepUse(
  poolId: string,
  use: { total: number; used: number; name?: string | null },
): Promise<void> {
  const row = { poolId, ...use, countedAt: sql<Date>`now()` };
  await database().insert(poolUses).values(row).onConflictDoUpdate({ target: poolUses.poolId, set: row });
}

const COUNTED_AT_ONCE = 20;

/**
 * Keeps how full the pools are: as the master says, else as counted, those that waited longest first. For the background.
 * Pools that are gone are forgotten.
 */
export async function countPools(options: CallOptions): Promise<boolean> {
  const listed = await master().listAddressPools({}, options);
  if (!listed.ok) {
    return false;
  }
  const ids = listed.value.map(({ id }) => id);
  if (ids.length > 0) {
    await database().delete(poolUses).where(notInArray(poolUses.poolId, ids));
  }
  for (const { id, name, total, used } of listed.value) {
    if (total !== null && used !== null) {
      await keepUse(id, { total, used, name });
    }
  }
  const counted = await database().select().from(poolUses);
  const at = new Map(counted.map((row) => [row.poolId, row.countedAt.getTime()]));
  const silent = listed.value
    .filter(({ total, used }) => total === null || used === null)
    .sort((a, b) => (at.get(a.id) ?? 0) - (at.get(b.id) ?? 0))
    .slice(0, COUNTED_AT_ONCE);
  for (const pool of silent) {
    const poolId = parseRowId(pool.id);
    const addresses = poolId ? await master().listPoolAddresses({ poolId }, options) : null;
    if (!poolId || !addresses?.ok) {
      return false;
    }
    await keepUse(poolId, { ...fullnessOf(await withHosts(addresses.value)), name: pool.name });
  }
  return true;
}

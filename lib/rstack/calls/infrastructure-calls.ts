import type { RowId, VmId } from "../ids";
import type { CallOptions } from "../master-client";
import { mapOutcome } from "../outcome";
import type { AddressKind } from "../provider-inputs";
import type { RetryingCaller } from "../retrying-caller";
import { ADDRESS_COLUMNS, ADDRESS_KEY } from "../rows/address-row";
import {
  CAPACITY_COLUMNS,
  POOL_ADDRESS_COLUMNS,
  POOL_COLUMNS,
  poolAddressesOf,
  poolsOf,
} from "../rows/infrastructure-rows";
import { keyOf, withIdsOf } from "../rows/named-row";
import { rowsAsked } from "../rows/row-place";
import { keyedRows } from "./key-column";

const KIND_CODES = { ipv4: "0", ipv6: "1", "private-ipv4": "2" } as const satisfies Record<
  AddressKind,
  string
>;

interface PoolFilter {
  poolId?: RowId;
  name?: string;
  nodeId?: RowId;
  /** Finds the pool of an address. */
  ip?: string;
  kind?: AddressKind;
}
interface PoolAddressFilter {
  poolId?: RowId;
  /** `withFree` adds the free ones to the host's own. */
  host?: { vmId: VmId; withFree: boolean };
  ip?: string;
  kind?: "ipv4" | "ipv6";
  remark?: string;
}
interface NodeFilter {
  nodeId?: RowId;
  areaIds?: RowId[];
  ip?: string;
  /** The three least figures ask which nodes have room for a host. */
  leastCpuCores?: number;
  leastMemoryMb?: number;
  leastDiskGb?: number;
  isInMaintenance?: boolean;
  remark?: string;
  limit?: number;
}

/** What hosts stand on: nodes, pools, addresses. */
export const infrastructureCalls = (caller: RetryingCaller) => ({
  /**
   * `vm_freeip`: a node's free addresses; with `vmId` that host's own as well. Addresses of others are dropped. A host's
   * node should stand beside it: whether the master finds it by itself is not documented.
   */
  freeAddresses: async (
    of: { nodeId: RowId; vmId?: VmId } | { nodeId: RowId | null; vmId: VmId },
    { kinds, isRandom, limit }: { kinds?: AddressKind[]; isRandom?: boolean; limit?: number },
    call: CallOptions,
  ) => {
    const vmId = "vmId" in of ? of.vmId : undefined;
    const nodeid = of.nodeId ?? undefined;
    const iptype = kinds?.map((kind) => KIND_CODES[kind]);
    const params = { nodeid, vmid: vmId, iptype, iprandom: isRandom, limits: limit };
    return mapOutcome(await caller.call("vm_freeip", params, call), (rows) =>
      poolAddressesOf(rows).filter((row) => row.isFree !== false || (vmId && row.vmId === vmId)),
    );
  },
  listAddressPools: async ({ poolId, name, nodeId, ip, kind }: PoolFilter, call: CallOptions) => {
    const iptype = kind && KIND_CODES[kind];
    const params = { id: poolId, name, nodeid: nodeId, ip, iptype };
    const listed = await keyedRows(caller, "hyperipblock", params, call, keyOf(POOL_COLUMNS));
    return mapOutcome(listed, (rows) =>
      poolsOf(
        rowsAsked(
          rows,
          [
            [POOL_COLUMNS.id, poolId],
            [POOL_COLUMNS.nodeId, nodeId],
            [POOL_COLUMNS.kind, iptype],
          ],
          [POOL_COLUMNS.id],
        ),
      ),
    );
  },
  listPoolAddresses: async ({ poolId, host, ip, kind, remark }: PoolAddressFilter, call: CallOptions) => {
    const vmid = host && { id: host.vmId, withFree: host.withFree };
    const params = { ipblockid: poolId, vmid, ip, iptype: kind && KIND_CODES[kind], remark };
    const listed = await keyedRows(caller, "hyperip", params, call, ADDRESS_KEY);
    return mapOutcome(listed, (rows) =>
      poolAddressesOf(
        rowsAsked(
          rows,
          [
            [POOL_ADDRESS_COLUMNS.poolId, poolId],
            [ADDRESS_COLUMNS.address, ip],
          ],
          [ADDRESS_COLUMNS.address],
        ),
      ).filter((row) => !host || row.vmId === host.vmId || (host.withFree && row.isFree !== false)),
    );
  },
  listNodesWithCapacity: async (filter: NodeFilter, call: CallOptions) => {
    const status = filter.isInMaintenance === undefined ? undefined : filter.isInMaintenance ? "1" : "0";
    const params = {
      id: filter.nodeId,
      areaid: filter.areaIds,
      ip: filter.ip,
      maxcpu: filter.leastCpuCores,
      allowram: filter.leastMemoryMb,
      allowdisk: filter.leastDiskGb,
      status,
      remark: filter.remark,
      limits: filter.limit,
    } as const;
    const listed = await keyedRows(caller, "hypernode", params, call, keyOf(CAPACITY_COLUMNS));
    return mapOutcome(listed, (rows) =>
      withIdsOf(
        rowsAsked(
          rows,
          [
            [CAPACITY_COLUMNS.id, filter.nodeId],
            [CAPACITY_COLUMNS.isInMaintenance, status],
          ],
          [CAPACITY_COLUMNS.id],
        ),
        CAPACITY_COLUMNS,
      ).filter(({ areaId }) => areaId === null || (filter.areaIds?.includes(areaId) ?? true)),
    );
  },
});

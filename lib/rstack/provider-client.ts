import type { RowId, UserId, UserRowId, VmId } from "./ids";
import type { CallOptions, CommandOptions } from "./master-client";
import type { Outcome } from "./outcome";
import type { AddressKind, HostChanges, NewHost, NewUser, UserFields, UserFilter } from "./provider-inputs";
import type {
  AddressPool,
  BackupOfHost,
  CreatedHost,
  FoundUser,
  HostSettings,
  MappingOfHost,
  NodeCapacity,
  PoolAddress,
  TaskOfHost,
  UserDetails,
} from "./provider-rows";

/**
 * What a provider's staff do, beside what a customer may. Commands are never retried. Filters are sent to the master,
 * and rows that say something else than was asked for are dropped.
 */
export interface ProviderClient {
  /** `user_info` by one or more filters; none at all is refused. Rows tell how well they match. */
  searchUsers(filter: UserFilter, options: CallOptions): Promise<Outcome<FoundUser[]>>;
  /** `user_info` without a filter: the bulk limits (120 s, 256 MB). Never on a request's path. */
  listAllUsers(options: CallOptions): Promise<Outcome<UserDetails[]>>;
  /** The master's own row id, null where its `0` came alone. */
  addUser(user: NewUser, options: CallOptions): Promise<Outcome<{ rowId: UserRowId | null }>>;
  /** `user_update` with every documented key; `userId` among the fields moves the account. */
  updateUserAll(rowId: UserRowId, fields: UserFields, options: CallOptions): Promise<Outcome<null>>;
  deleteUser(userId: UserId, options: CallOptions): Promise<Outcome<null>>;

  /** `vm_create`. The reply's password stands in `password` and nowhere else: it is shown once, and kept nowhere. */
  createHost(host: NewHost, options: CallOptions): Promise<Outcome<CreatedHost>>;
  /** `vm_update` with the given fields alone; none at all is refused. */
  updateHost(vmId: VmId, changes: HostChanges, options: CommandOptions): Promise<Outcome<null>>;
  /** What `vm_update` may change, as it stands (`hyper` by id); null where the master has no such host, or several. */
  readHostSettings(vmId: VmId, options: CallOptions): Promise<Outcome<HostSettings | null>>;
  /** `vm_delete`. */
  deleteHost(vmId: VmId, how: { forced: boolean }, options: CommandOptions): Promise<Outcome<null>>;

  /**
   * `vm_freeip`: a node's free addresses; with `vmId` that host's own as well. Addresses of others are dropped. A host's
   * node should stand beside it: whether the master finds it by itself is not documented.
   */
  freeAddresses(
    of: { nodeId: RowId; vmId?: VmId } | { nodeId: RowId | null; vmId: VmId },
    which: { kinds?: AddressKind[]; isRandom?: boolean; limit?: number },
    options: CallOptions,
  ): Promise<Outcome<PoolAddress[]>>;
  /** `vm_addip`: how many of each; at least one. Without `bindNow` the host has them in the master's books alone. */
  addAddresses(
    vmId: VmId,
    what: { ipv4?: number; ipv6?: number; bindNow: boolean },
    options: CommandOptions,
  ): Promise<Outcome<null>>;
  /** `hyperipblock`. `ip` finds the pool of an address. */
  listAddressPools(
    filter: { poolId?: RowId; name?: string; nodeId?: RowId; ip?: string; kind?: AddressKind },
    options: CallOptions,
  ): Promise<Outcome<AddressPool[]>>;
  /** `hyperip`; `host.withFree` adds the free ones to a host's own. */
  listPoolAddresses(
    filter: {
      poolId?: RowId;
      host?: { vmId: VmId; withFree: boolean };
      ip?: string;
      kind?: "ipv4" | "ipv6";
      remark?: string;
    },
    options: CallOptions,
  ): Promise<Outcome<PoolAddress[]>>;
  /** `hypernode`; the three least figures ask which nodes have room for a host. */
  listNodesWithCapacity(
    filter: {
      nodeId?: RowId;
      areaIds?: RowId[];
      ip?: string;
      leastCpuCores?: number;
      leastMemoryMb?: number;
      leastDiskGb?: number;
      isInMaintenance?: boolean;
      remark?: string;
      limit?: number;
    },
    options: CallOptions,
  ): Promise<Outcome<NodeCapacity[]>>;

  /** `hypertask` over all hosts. Codes are the vendor's (docs/rstack.md). */
  listAllTasks(
    filter: {
      vmId?: VmId;
      hostName?: string;
      type?: "1" | "2" | "3" | "4" | "5" | "6" | "7";
      step?: "1" | "2" | "3";
      status?: "0" | "1" | "2" | "3";
      nodeId?: RowId;
    },
    options: CallOptions,
  ): Promise<Outcome<TaskOfHost[]>>;
  /** `hyperbackup` over all hosts. The master can be asked for finished ones, not for unfinished ones. */
  listAllBackups(
    filter: { userId?: UserId; vmId?: VmId; kind?: "snapshot" | "full"; name?: string; isFinished?: true },
    options: CallOptions,
  ): Promise<Outcome<BackupOfHost[]>>;
  /** `hypernat` over all hosts. */
  listMappingsOf(
    filter: {
      userId?: UserId;
      nodeId?: RowId;
      vmId?: VmId;
      ip?: string;
      domain?: string;
      kind?: "port" | "domain";
    },
    options: CallOptions,
  ): Promise<Outcome<MappingOfHost[]>>;
}

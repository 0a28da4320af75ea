import { parseHostList } from "../bulk/parse-host-list";
import { parseInWorker } from "../bulk/parse-in-worker";
import { CATALOGUE } from "../catalogue/catalogue";
import type { RowId, UserId, VmId } from "../ids";
import type { CallOptions, HostList, UserQuery } from "../master-client";
import { mapOutcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import { IMAGE_KEY, imagesOf } from "../rows/image-row";
import { areasOf } from "../rows/infrastructure-rows";
import { NODE_COLUMNS, namedOf } from "../rows/named-row";
import { usersOf } from "../rows/user-row";
import { withKeyColumn } from "./key-column";
import { listedUsers } from "./listed-users";

type ImagesOf = { vmId: VmId } | { nodeId: RowId } | { all: true };

/** Customers, hosts, and what hosts are made of. */
export function fleetCalls(caller: RetryingCaller, ownerField: string) {
  const hosts = (params: { id?: string; userid?: string }, lane: "query" | "bulk", call: CallOptions) => {
    const read = lane === "bulk" ? parseInWorker : parseHostList;
    const parse = async (bytes: Uint8Array) =>
      read(bytes, ownerField, await caller.readingOf(CATALOGUE.hyper));
    return caller.callWith<HostList>(CATALOGUE.hyper, params, call, lane, parse);
  };
  const imageRows = async (of: ImagesOf, osfile: "os" | "cd", call: CallOptions) =>
    withKeyColumn(
      caller,
      "hyperos",
      await caller.call("hyperos", { ...imageFilter(of), osfile }, call),
      IMAGE_KEY,
    );
  return {
    /** `user_info` by exactly one discriminator. */
    findUsers: async (by: UserQuery, call: CallOptions) =>
      mapOutcome(await listedUsers(caller, userFilter(by), call), (rows) => usersOf(rows, by)),
    /** `hyper` with the `userid` parameter; a master that ignores it answers with more: compare the rows. */
    listHostsOf: (owner: UserId, call: CallOptions) => hosts({ userid: owner }, "query", call),
    /** `hyper` without a filter: the bulk limits (120 s, 256 MB). Never on a request's path. */
    listAllHosts: (call: CallOptions) => hosts({}, "bulk", call),
    /** `hyper` with the `userid` parameter and the bulk limits: the question whether the master knows it. */
    probeOwnerFilter: (owner: UserId, call: CallOptions) => hosts({ userid: owner }, "bulk", call),
    /** `hyper` by id: zero, one or, on a broken master, more rows. Rows with another id are dropped. */
    readHost: async (vmId: VmId, call: CallOptions) =>
      mapOutcome(await hosts({ id: vmId }, "query", call), (list) => ({
        ...list,
        rows: list.rows.filter((row) => row.vmId === vmId),
      })),
    listAreas: async (call: CallOptions) => mapOutcome(await caller.call("area", {}, call), areasOf),
    listNodes: async (call: CallOptions) =>
      mapOutcome(await caller.call("hypernode", {}, call), (rows) => namedOf(rows, NODE_COLUMNS)),
    /** `hyperos` for one host: what its node may give it. `osfile` is required there. */
    listImages: async (of: ImagesOf, call: CallOptions) =>
      mapOutcome(await imageRows(of, "os", call), (rows) => imagesOf(rows, "system")),
    /** `hyperos` with `osfile=cd`. */
    listDiscs: async (of: ImagesOf, call: CallOptions) =>
      mapOutcome(await imageRows(of, "cd", call), (rows) => imagesOf(rows, "disc")),
  };
}

function userFilter(by: UserQuery) {
  if ("userId" in by) {
    return { userid: by.userId };
  }
  if ("rowId" in by) {
    return { id: by.rowId };
  }
  return "email" in by ? { email: by.email } : { username: by.username };
}

function imageFilter(of: ImagesOf) {
  if ("all" in of) {
    return {};
  }
  return "vmId" in of ? { vmid: of.vmId } : { nodeid: of.nodeId };
}

import { parseHostList } from "../bulk/parse-host-list";
import { parseInWorker } from "../bulk/parse-in-worker";
import { CATALOGUE } from "../catalogue/catalogue";
import type { RowId, UserId, VmId } from "../ids";
import type { CallOptions, HostList, UserQuery, WholeHostList } from "../master-client";
import { mapOutcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import { IMAGE_KEY, imagesOf } from "../rows/image-row";
import { AREA_COLUMNS, NODE_COLUMNS, withIdsOf } from "../rows/named-row";
import { usersOf } from "../rows/user-row";
import { keyedRows } from "./key-column";
import { listedUsers } from "./listed-users";

type ImagesOf = { vmId: VmId } | { nodeId: RowId } | { all: true };

/** Customers, hosts, and what hosts are made of. */
export function fleetCalls(caller: RetryingCaller, ownerField: string) {
  const reading = () => caller.readingOf(CATALOGUE.hyper);
  const hosts = (params: { id?: string; userid?: string }, call: CallOptions) =>
    caller.callWith<HostList>(CATALOGUE.hyper, params, call, "query", async (bytes) =>
      parseHostList(bytes, ownerField, await reading()),
    );
  const whole = (params: { userid?: string }, call: CallOptions) =>
    caller.callWith<WholeHostList>(CATALOGUE.hyper, params, call, "bulk", async (bytes) =>
      parseInWorker(bytes, ownerField, await reading()),
    );
  const imageRows = (of: ImagesOf, osfile: "os" | "cd", call: CallOptions) =>
    keyedRows(caller, "hyperos", { ...imageFilter(of), osfile }, call, IMAGE_KEY);
  return {
    /** `user_info` by exactly one discriminator. */
    findUsers: async (by: UserQuery, call: CallOptions) =>
      mapOutcome(await listedUsers(caller, userFilter(by), call), (rows) => usersOf(rows, by)),
    /** `hyper` with the `userid` parameter; a master that ignores it answers with more: compare the rows. */
    listHostsOf: (owner: UserId, call: CallOptions) => hosts({ userid: owner }, call),
    /** `hyper` without a filter: the bulk limits (120 s, 256 MB). Never on a request's path. */
    listAllHosts: (call: CallOptions) => whole({}, call),
    /** `hyper` with the `userid` parameter and the bulk limits: the question whether the master knows it. */
    probeOwnerFilter: (owner: UserId, call: CallOptions) => whole({ userid: owner }, call),
    /** `hyper` by id: zero, one or, on a broken master, more rows. Rows with another id are dropped. */
    readHost: async (vmId: VmId, call: CallOptions) =>
      mapOutcome(await hosts({ id: vmId }, call), (list) => ({
        ...list,
        rows: list.rows.filter((row) => row.vmId === vmId),
      })),
    listAreas: async (call: CallOptions) =>
      mapOutcome(await caller.call("area", {}, call), (rows) => withIdsOf(rows, AREA_COLUMNS)),
    listNodes: async (call: CallOptions) =>
      mapOutcome(await caller.call("hypernode", {}, call), (rows) => withIdsOf(rows, NODE_COLUMNS)),
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

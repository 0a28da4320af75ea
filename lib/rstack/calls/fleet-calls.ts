import { CATALOGUE } from "../catalogue/catalogue";
import type { CallOptions, HostList, MasterClient, UserQuery } from "../master-client";
import { mapOutcome } from "../outcome";
import { parseHostList } from "../parse-host-list";
import { parseInWorker } from "../parse-in-worker";
import type { RetryingCaller } from "../retrying-caller";
import { imagesOf } from "../rows/image-row";
import { areasOf } from "../rows/infrastructure-rows";
import { NODE_COLUMNS, namedOf } from "../rows/named-row";
import { usersOf } from "../rows/user-row";

/** Customers, hosts, and what hosts are made of. */
export function fleetCalls(caller: RetryingCaller, ownerField: string) {
  const hosts = (params: { id?: string; userid?: string }, lane: "query" | "bulk", call: CallOptions) => {
    const read = lane === "bulk" ? parseInWorker : parseHostList;
    const parse = async (bytes: Uint8Array) =>
      read(bytes, ownerField, await caller.readingOf(CATALOGUE.hyper));
    return caller.callWith<HostList>(CATALOGUE.hyper, params, call, lane, parse);
  };
  return {
    findUsers: async (by, call) =>
      mapOutcome(await caller.call("user_info", userFilter(by), call), (rows) => usersOf(rows, by)),
    listHostsOf: (owner, call) => hosts({ userid: owner }, "query", call),
    listAllHosts: (call) => hosts({}, "bulk", call),
    probeOwnerFilter: (owner, call) => hosts({ userid: owner }, "bulk", call),
    readHost: async (vmId, call) =>
      mapOutcome(await hosts({ id: vmId }, "query", call), (list) => ({
        ...list,
        rows: list.rows.filter((row) => row.vmId === vmId),
      })),
    listAreas: async (call) => mapOutcome(await caller.call("area", {}, call), areasOf),
    listNodes: async (call) =>
      mapOutcome(await caller.call("hypernode", {}, call), (rows) => namedOf(rows, NODE_COLUMNS)),
    listImages: async (of, call) =>
      mapOutcome(await caller.call("hyperos", { ...imageFilter(of), osfile: "os" }, call), (rows) =>
        imagesOf(rows, "system"),
      ),
    listDiscs: async (of, call) =>
      mapOutcome(await caller.call("hyperos", { ...imageFilter(of), osfile: "cd" }, call), (rows) =>
        imagesOf(rows, "disc"),
      ),
  } satisfies Partial<MasterClient>;
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

function imageFilter(of: Parameters<MasterClient["listImages"]>[0]) {
  if ("all" in of) {
    return {};
  }
  return "vmId" in of ? { vmid: of.vmId } : { nodeid: of.nodeId };
}

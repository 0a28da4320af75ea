import { Caller, type CallRecord } from "./caller";
import { CATALOGUE } from "./catalogue/catalogue";
import { readColumns } from "./columns";
import { createGuard, type Lane } from "./guard";
import { type CallLimits, CONNECT_MS, DEFAULT_LIMITS } from "./limits";
import type { CallBudget, CallOptions, HostList, MasterClient, PowerVerb, UserQuery } from "./master-client";
import type { Outcome } from "./outcome";
import { parseHostList } from "./parse-host-list";
import { parseInWorker } from "./parse-in-worker";
import type { Lookup } from "./plain-http";
import {
  AREA_COLUMNS,
  addressesOf,
  hostStateOf,
  mappingsOf,
  monitorClockOf,
  NODE_COLUMNS,
  namedOf,
  tasksOf,
} from "./rows/host-details";
import { usersOf } from "./rows/user-row";
import { createTransport } from "./transport";

export interface MasterClientOptions {
  url: URL;
  secret: string;
  /** Plain HTTP to an address that is neither loopback nor private. */
  allowHttp: boolean;
  /** The column of `hyper` that holds the owner. */
  ownerField: string;
  budget: CallBudget;
  /** Called after each attempt, with no parameter and no secret in it. */
  onCall?(record: CallRecord): void;
  limits?: Partial<Record<Lane, Partial<CallLimits>>>;
  connectMs?: number;
  breakAfterFaults?: number;
  halfOpenAfterMs?: number;
  /** Further certificate authorities, PEM. */
  ca?: string;
  lookup?: Lookup;
  now?(): number;
  random?(): number;
}

const LANES = {
  command: { running: 16, waiting: 64 },
  query: { running: 16, waiting: 200 },
  bulk: { running: 1, waiting: 2 },
};

const POWER = {
  start: "vm_start",
  stop: "vm_stop",
  restart: "vm_restart",
  "force-stop": "vm_force_stop",
  "force-restart": "vm_force_restart",
} as const satisfies Record<PowerVerb, keyof typeof CATALOGUE>;

/** The one way to the master. No method throws: what went wrong is in the outcome. */
export function createMasterClient(options: MasterClientOptions): MasterClient {
  const transport = createTransport(
    options.url,
    {
      connectMs: options.connectMs ?? CONNECT_MS,
      allowHttp: options.allowHttp,
      ca: options.ca,
      lookup: options.lookup,
    },
    LANES.query.running + LANES.bulk.running,
  );
  const guard = createGuard({
    breakAfterFaults: options.breakAfterFaults ?? 5,
    halfOpenAfterMs: options.halfOpenAfterMs ?? 5_000,
    lanes: LANES,
  });
  const caller = new Caller({
    secret: options.secret,
    transport,
    guard,
    budget: options.budget,
    limits: {
      command: { ...DEFAULT_LIMITS.command, ...options.limits?.command },
      query: { ...DEFAULT_LIMITS.query, ...options.limits?.query },
      bulk: { ...DEFAULT_LIMITS.bulk, ...options.limits?.bulk },
    },
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    onCall: options.onCall ?? (() => {}),
  });
  const { ownerField } = options;

  const hosts = (params: { id?: string; userid?: string }, lane: "query" | "bulk", call: CallOptions) => {
    const read = lane === "bulk" ? parseInWorker : parseHostList;
    const parse = (bytes: Uint8Array) => read(bytes, ownerField);
    return caller.callWith<HostList>(CATALOGUE.hyper, params, call, lane, parse);
  };

  return {
    test: (call) => caller.call("test", {}, call),
    findUsers: async (by, call) =>
      map(await caller.call("user_info", userFilter(by), call), (rows) => usersOf(rows, by)),
    listHostsOf: (owner, call) => hosts({ userid: owner }, "query", call),
    listAllHosts: (call) => hosts({}, "bulk", call),
    probeOwnerFilter: (owner, call) => hosts({ userid: owner }, "bulk", call),
    readHost: async (vmId, call) =>
      map(await hosts({ id: vmId }, "query", call), (list) => ({
        ...list,
        rows: list.rows.filter((row) => row.vmId === vmId),
      })),
    readState: async (vmid, call) => map(await caller.call("vm_state", { vmid }, call), hostStateOf),
    readAddresses: async (vmid, call) => map(await caller.call("vm_exinfo", { vmid }, call), addressesOf),
    listMappings: async (vmid, call) =>
      map(await caller.call("hypernat", { vmid }, call), (rows) => mappingsOf(rows, vmid)),
    listTasks: async (vmid, call) =>
      map(await caller.call("hypertask", { vmid }, call), (rows) => tasksOf(rows, vmid)),
    listAreas: async (call) =>
      map(await caller.call("area", {}, call), (rows) => namedOf(rows, AREA_COLUMNS)),
    listNodes: async (call) =>
      map(await caller.call("hypernode", {}, call), (rows) => namedOf(rows, NODE_COLUMNS)),
    power: (vmid, verb, call) => caller.call(POWER[verb], { vmid }, call),
    columnsOf: (list, vmId, call) => readColumns(caller, list, vmId, ownerField, call),
    readMonitorClock: async (vmid, call) =>
      map(await caller.call("vm_monitor", { vmid }, call), monitorClockOf),
    health: () => ({
      breaker: guard.state(),
      clockSkewMs: caller.clockSkewMs,
      plainHttp: options.url.protocol !== "https:",
    }),
    close: () => transport.close(),
  };
}

const map = <From, To>(outcome: Outcome<From>, to: (value: From) => To): Outcome<To> =>
  outcome.ok ? { ok: true, value: to(outcome.value) } : outcome;

function userFilter(by: UserQuery) {
  if ("userId" in by) {
    return { userid: by.userId };
  }
  if ("rowId" in by) {
    return { id: by.rowId };
  }
  return "email" in by ? { email: by.email } : { username: by.username };
}

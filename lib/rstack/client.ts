import { fleetCalls } from "./calls/fleet-calls";
import { fleetWideCalls } from "./calls/fleet-wide-calls";
import { hostCalls, snapshotCalls } from "./calls/host-calls";
import { infrastructureCalls } from "./calls/infrastructure-calls";
import { networkCalls } from "./calls/network-calls";
import { sampleHostFilter } from "./calls/own-rows";
import { provisioningCalls } from "./calls/provisioning-calls";
import { userCalls } from "./calls/user-calls";
import type { Action } from "./catalogue/action";
import { createGuard, type Lane } from "./guard";
import type { RowId, VmId } from "./ids";
import { type CallLimits, CONNECT_MS, DEFAULT_LIMITS } from "./limits";
import type { CallBudget, CallOptions, CheckedReply, HostListName } from "./master-client";
import type { Lookup } from "./plain-http";
import { type CallRecord, type MasterFacts, RetryingCaller } from "./retrying-caller";
import { type SecretName, Secrets } from "./secrets";
import { readColumns } from "./survey/read-columns";
import { createTransport } from "./transport";

export interface MasterClientOptions {
  url: URL;
  secret: string;
  /** The other one, while the secret is changed: the master takes one of them. */
  previousSecret?: string | null;
  /** Called when the master was seen to take the other of the two. */
  onSecret?(name: SecretName): void;
  /** Plain HTTP to an address that is neither loopback nor private. */
  allowHttp: boolean;
  /** The column of `hyper` that holds the owner. */
  ownerField: string;
  budget: CallBudget;
  /** The language for calls that name none of their own: that of the request they are made in. */
  language?(): CallOptions["language"];
  /** Called after each attempt, with no parameter and no secret in it. */
  onCall?(record: CallRecord): void;
  /** Every whole answer, as it came: for whoever notes its shape, and keeps nothing else of it. */
  onAnswer?(action: Action, bytes: Uint8Array): void;
  /** Called when no call is sent for now, and when calls go again. */
  onBreaker?(isOpen: boolean): void;
  /** How this master answers; as documented where absent. */
  columns?: MasterFacts["columns"];
  learnt?: MasterFacts["learnt"];
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

const nothingLearnt: MasterFacts["learnt"] = async () => ({ utcOffsetMinutes: null, hostFilters: new Set() });

/** The one way to the master. No method throws: what went wrong is in the outcome. Queries may be asked again, commands never are. */
export function createMasterClient(options: MasterClientOptions) {
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
    onBreaker: options.onBreaker,
  });
  const secrets = new Secrets(options.secret, options.previousSecret ?? null, options.onSecret ?? (() => {}));
  const caller = new RetryingCaller({
    secrets,
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
    language: options.language ?? (() => undefined),
    onCall: options.onCall ?? (() => {}),
    onAnswer: options.onAnswer ?? (() => {}),
    facts: { columns: options.columns ?? {}, learnt: options.learnt ?? nothingLearnt },
  });
  const { ownerField } = options;
  return {
    test: (call: CallOptions) => caller.call("test", {}, call),
    ...fleetCalls(caller, ownerField),
    ...hostCalls(caller),
    ...snapshotCalls(caller),
    ...networkCalls(caller),
    ...userCalls(caller),
    ...provisioningCalls(caller, ownerField),
    ...infrastructureCalls(caller),
    ...fleetWideCalls(caller),
    /**
     * What a host's list answers for one host, or (null) for a `vmid` that nobody has, without a value: whether it looks at
     * `vmid` is told by comparing answers.
     */
    sampleHostFilter: (list: HostListName, vmId: VmId | null, call: CallOptions) =>
      sampleHostFilter(caller, list, vmId, call),
    /**
     * Raw column names of a reply, for `npm run check`: names, never values. A node counts for `freeAddresses` alone, which
     * are asked for by the host where it is null.
     */
    columnsOf: (reply: CheckedReply, of: { vmId: VmId | null; nodeId: RowId | null }, call: CallOptions) =>
      readColumns(caller, reply, of, ownerField, call),
    /** What the transport knows without asking: the breaker, the newest clock reading. */
    health: (): MasterHealth => ({
      breaker: guard.state(),
      clockSkewMs: caller.clockSkewMs,
      plainHttp: options.url.protocol !== "https:",
      secret: secrets.inUse.name,
    }),
    close: () => transport.close(),
  };
}

/** What the transport knows of the master without asking it. */
export interface MasterHealth {
  breaker: "closed" | "open" | "half-open";
  /** Panel clock minus the master's `Date`; null until an answer carried one. */
  clockSkewMs: number | null;
  plainHttp: boolean;
  /** Which of the two secrets signs. */
  secret: SecretName;
}

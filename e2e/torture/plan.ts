import type { CustomerKind } from "../../lib/operations/command-rules";
import { FAULT_KINDS, type FaultKind, type FaultRule } from "../../lib/simulator/faults/fault-rules";
import { SeededRandom } from "../../lib/simulator/fleet/random";
import { ALL_KINDS, KINDS } from "../outcomes/support/kinds";
import { FAULT_USES, HOST_GROUPS, type HostGroup } from "./faults";
import { CUSTOMERS, moments, type Timed } from "./moments";
import { type PlannedStaffCommand, type PlannedStream, staffPlan, streamPlan } from "./more-plans";

const HOSTS_EACH = 4;
const FIRST_HOST = 9_001;

export interface PlannedHost {
  vmid: string;
  name: string;
  owner: string;
  group: HostGroup;
  /** The system inside doesn't react to Stop and Restart. */
  ignoresShutdown: boolean;
}

export interface PlannedOperation extends Timed {
  /** Who asks, whoever has the host; null: its customer of that moment. */
  stranger: string | null;
  vmid: string;
  kind: CustomerKind;
  instance: 0 | 1;
  /** The same form once more. */
  again: { afterMs: number; instance: 0 | 1 } | null;
  formKey: string;
  /** Draws what the form names: a snapshot, a port, an image. In [0, 1). */
  draw: number;
}

export type Disturbance = Timed &
  (
    | { what: "kill"; instance: 0 | 1; forMs: number }
    | { what: "pause"; instance: 0 | 1; forMs: number }
    | { what: "stop-database"; forMs: number; how: "fast" | "immediate" }
    | { what: "cut-connections"; share: number }
    | { what: "move-host"; vmid: string; to: string }
    | { what: "master-down"; forMs: number }
    | { what: "faults"; rules: FaultRule[]; forMs: number }
  );

export interface Plan {
  seed: number;
  minutes: number;
  hosts: PlannedHost[];
  operations: PlannedOperation[];
  disturbances: Disturbance[];
  staff: PlannedStaffCommand[];
  streams: PlannedStream[];
}

/** The same seed and length make the same plan; what the run meets also hangs on the machine's speed. */
export function makePlan(seed: number, minutes: number): Plan {
  const random = new SeededRandom(seed);
  const endMs = minutes * 60_000;
  const hosts = plannedHosts();
  const disturbances = [
    ...moves(random, endMs, hosts),
    ...crashes(random, endMs),
    ...faultsOf(random, endMs, hosts),
    ...emptyBursts(random, endMs, hosts),
  ].sort(byTime);
  return {
    seed,
    minutes,
    hosts,
    operations: operationsOf(random, endMs, hosts),
    disturbances,
    staff: staffPlan(seed, endMs, hosts),
    streams: streamPlan(seed),
  };
}

const byTime = (a: Timed, b: Timed): number => a.at - b.at;

const plannedHosts = (): PlannedHost[] =>
  Array.from({ length: CUSTOMERS.length * HOSTS_EACH }, (_, index) => ({
    vmid: String(FIRST_HOST + index),
    name: `torture${FIRST_HOST + index}`,
    owner: CUSTOMERS[index % CUSTOMERS.length] ?? CUSTOMERS[0],
    // By the customer's own count of hosts: each customer has some of every group.
    group: HOST_GROUPS[(index + Math.floor(index / CUSTOMERS.length)) % HOST_GROUPS.length] ?? "lost",
    ignoresShutdown: index % 12 === 5,
  }));

const EVERY_MS = {
  operation: 330,
  kill: 80_000,
  pause: 110_000,
  stopDatabase: 150_000,
  cut: 70_000,
  move: 35_000,
  masterDown: 120_000,
  faults: 4_500,
  empty: 22_000,
};

function moves(random: SeededRandom, endMs: number, hosts: PlannedHost[]): Disturbance[] {
  const owners = new Map(hosts.map(({ vmid, owner }) => [vmid, owner]));
  return moments(random, endMs, EVERY_MS.move).map((at) => {
    const { vmid } = drawn(random, hosts);
    const to = drawn(
      random,
      CUSTOMERS.filter((userid) => userid !== owners.get(vmid)),
    );
    owners.set(vmid, to);
    return { at, what: "move-host", vmid, to };
  });
}

function crashes(random: SeededRandom, endMs: number): Disturbance[] {
  const instance = () => (random.next() < 0.5 ? 0 : 1);
  return [
    ...moments(random, endMs, EVERY_MS.kill).map(
      (at) => ({ at, what: "kill", instance: instance(), forMs: random.between(200, 4_000) }) as const,
    ),
    ...moments(random, endMs, EVERY_MS.pause).map(
      (at) =>
        ({ at, what: "pause", instance: instance(), forMs: random.between(1_000, MAX_PAUSE_MS) }) as const,
    ),
    ...moments(random, endMs, EVERY_MS.stopDatabase).map(
      (at) =>
        ({
          at,
          what: "stop-database",
          forMs: random.between(500, 6_000),
          how: random.pick<"fast" | "immediate">(["fast", "immediate"]),
        }) as const,
    ),
    ...moments(random, endMs, EVERY_MS.cut).map(
      (at) => ({ at, what: "cut-connections", share: random.pick([0.3, 1]) }) as const,
    ),
    ...moments(random, endMs, EVERY_MS.masterDown).map(
      (at) => ({ at, what: "master-down", forMs: random.between(500, 8_000) }) as const,
    ),
  ];
}

/** Longer than a lease on an operation holds, so that others take over what a paused process had. */
export const MAX_PAUSE_MS = 14_000;

function faultsOf(random: SeededRandom, endMs: number, hosts: PlannedHost[]): Disturbance[] {
  const left: FaultKind[] = [];
  return moments(random, endMs, EVERY_MS.faults).map((at) => {
    // A round through all kinds before any comes again.
    if (left.length === 0) left.push(...FAULT_KINDS);
    const [kind] = left.splice(random.between(0, left.length - 1), 1);
    const rules = kind === undefined ? [] : rulesOf(random, kind, hosts);
    return { at, what: "faults", rules, forMs: random.between(1_500, 7_000) };
  });
}

const READS = ["vm_state", "vm_exinfo", "hypertask", "hyperbackup", "hypernat"];
const READ_PARTS = [
  ["vm_snapshot", "list"],
  ["vm_cd_manage", "list"],
  ["vm_console", "state"],
] as const;

function rulesOf(random: SeededRandom, kind: FaultKind, hosts: PlannedHost[]): FaultRule[] {
  const use = FAULT_USES[kind];
  const vmids = hosts.map(({ vmid }) => vmid);
  const fields = use.fields?.(random, vmids) ?? {};
  const of = (groups: readonly HostGroup[]) =>
    hosts.filter(({ group }) => groups.includes(group)).map(({ vmid }) => vmid);
  const often = { probability: random.pick([0.2, 0.5, 1]) };
  const rules: FaultRule[] = [];
  if (use.commands) {
    const { groups, when } = use.commands;
    rules.push(...onCommands({ kind, ...fields, ...often, when: drawn(random, when) }, of(groups)));
  }
  if (use.reads && (!use.commands || random.next() < 0.5)) {
    rules.push(...onReads({ kind, ...fields, ...often }, of(use.reads), random));
  }
  if (use.lists && random.next() < 0.4) {
    rules.push({ kind, ...fields, ...often, match: { action: drawn(random, use.lists) }, count: 4 });
  }
  return rules;
}

/** The one action behind all that staff do here. */
const OF_STAFF = { action: "vm_update" };

function onCommands(rule: FaultRule, vmid: string[]): FaultRule[] {
  const sent = new Map(ALL_KINDS.map((kind) => [JSON.stringify(KINDS[kind].sends), KINDS[kind].sends]));
  return [...sent.values(), OF_STAFF].map((sends) => ({ ...rule, match: { ...sends, vmid } }));
}

function onReads(rule: FaultRule, vmid: string[], random: SeededRandom): FaultRule[] {
  const isOfState = /state/.test(rule.kind);
  const one = isOfState ? { action: "vm_state", vmid } : { action: [drawn(random, READS), "hyper"], vmid };
  const [action, subvaction] = drawn(random, READ_PARTS);
  return [
    { ...rule, match: one },
    ...(isOfState ? [] : [{ ...rule, match: { action, vmid, params: { subvaction } } }]),
  ];
}

/**
 * Every list of some hosts, or every list there is, empty for seconds: a proxy that lost its backend. In half of them
 * commands are lost as well, which is when an empty list could pass for what was asked.
 */
function emptyBursts(random: SeededRandom, endMs: number, hosts: PlannedHost[]): Disturbance[] {
  const vmid = hosts.filter(({ group }) => group === "lost").map((host) => host.vmid);
  return moments(random, endMs, EVERY_MS.empty).map((at) => {
    const rules: FaultRule[] = [
      { kind: "empty", match: { action: ["hyper", "hypernat", "hyperbackup", "hypertask"], vmid } },
      { kind: "empty", match: { action: "vm_snapshot", vmid, params: { subvaction: "list" } } },
    ];
    if (random.next() < 0.5)
      rules.push({ kind: "empty", match: { action: "hyper", userid: drawn(random, CUSTOMERS) } });
    if (random.next() < 0.3) rules.push({ kind: "empty", match: { action: "vm_state", vmid } });
    if (random.next() < 0.5) rules.push(...onCommands(lostCommand(random), vmid));
    return { at, what: "faults", forMs: random.between(500, 9_000), rules };
  });
}

const lostCommand = (random: SeededRandom): FaultRule => ({
  kind: random.pick<FaultKind>(["reset", "empty", "http-status", "bare-refusal", "html"]),
  when: random.pick<"before" | "after">(["before", "before", "after"]),
  probability: 0.7,
});

const KIND_WEIGHTS: Partial<Record<CustomerKind, number>> = {
  start: 5,
  stop: 4,
  restart: 3,
  "force-stop": 4,
  "force-restart": 3,
  "create-snapshot": 7,
  "restore-snapshot": 5,
  "delete-snapshot": 6,
  "mount-medium": 3,
  "eject-medium": 3,
  "add-port": 6,
  "remove-port": 6,
  "bind-domain": 6,
  "unbind-domain": 6,
  "open-console": 1,
  "end-console": 1,
};

function operationsOf(random: SeededRandom, endMs: number, hosts: PlannedHost[]): PlannedOperation[] {
  const kinds = ALL_KINDS.flatMap((kind) => Array.from({ length: KIND_WEIGHTS[kind] ?? 2 }, () => kind));
  const instance = () => (random.next() < 0.5 ? 0 : 1);
  return moments(random, endMs, EVERY_MS.operation).map((at) => {
    const { vmid } = drawn(random, hosts);
    const isStranger = random.next() < 0.06;
    const isTwice = random.next() < 0.25;
    return {
      at,
      vmid,
      stranger: isStranger ? random.pick(CUSTOMERS) : null,
      kind: drawn(random, kinds),
      instance: instance(),
      again: isTwice ? { afterMs: random.between(0, 1_500), instance: instance() } : null,
      formKey: random.guid(),
      draw: random.next(),
    };
  });
}

function drawn<T>(random: SeededRandom, choices: readonly T[]): T {
  const [first] = choices;
  if (first === undefined) throw new Error("nothing to draw from");
  return choices[random.between(0, choices.length - 1)] ?? first;
}

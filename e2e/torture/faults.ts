import type { FaultKind, FaultRule } from "../../lib/simulator/faults/fault-rules";
import type { SeededRandom } from "../../lib/simulator/fleet/random";

/**
 * What a host's master may do wrong. No panel can see through a master that says `0`, does nothing and then lists what
 * isn't there, so each host meets one sort of lie alone. Faults of the connection and of the bytes strike all hosts.
 *
 * - `lost`: commands vanish before or after the work, or are refused and done; lists come empty.
 * - `void`: commands are answered with `0` and not done.
 * - `lies`: what is read is untrue: rows missing, doubled, of others, wrong states. Commands are done.
 */
export const HOST_GROUPS = ["lost", "void", "lies"] as const;
export type HostGroup = (typeof HOST_GROUPS)[number];

type When = "before" | "after";

interface FaultUse {
  /** Strikes the commands of these hosts, with the work done or not. */
  commands?: { groups: readonly HostGroup[]; when: readonly When[] };
  /** Strikes what is read of these hosts. */
  reads?: readonly HostGroup[];
  /** Strikes these lists whatever host they name, or none. */
  lists?: readonly string[];
  fields?: (random: SeededRandom, vmids: readonly string[]) => Partial<FaultRule>;
}

const ALL = HOST_GROUPS;
const LISTS = ["hyper", "hypernat", "hyperbackup", "hypertask", "user_info"] as const;
/** The answer can't be taken for a `0`: whether the work was done shows nowhere. */
const unreadable = { groups: ["lost"], when: ["before", "after"] } as const;
/** The answer is still a `0`: where the work isn't done, it is a lie. */
const readable = { groups: ALL, when: ["after"] } as const;
const COLUMNS = ["vmname", "userid", "status", "name", "nattype", "cdid"] as const;

/** Every fault of the simulator, and where it may strike. */
export const FAULT_USES: Record<FaultKind, FaultUse> = {
  reset: { commands: unreadable, reads: ALL, lists: LISTS },
  "reset-mid-body": { commands: unreadable, reads: ALL, lists: LISTS },
  delay: {
    commands: { groups: ALL, when: ["before", "after"] },
    reads: ALL,
    lists: LISTS,
    fields: (random) => ({ delayMs: random.between(200, 6_000) }),
  },
  silence: { commands: unreadable, reads: ALL },
  "slow-body": { commands: readable, reads: ALL, fields: () => ({ delayMs: 30 }) },
  truncated: { commands: unreadable, reads: ALL, lists: LISTS },
  "http-status": {
    commands: unreadable,
    reads: ALL,
    lists: LISTS,
    fields: (random) => ({ status: random.pick([500, 502, 503]) }),
  },
  html: { commands: unreadable, reads: ALL, lists: LISTS },
  redirect: { commands: unreadable, reads: ALL },
  gbk: { commands: readable, reads: ALL },
  bom: { commands: readable, reads: ALL, lists: LISTS },
  "white-space": { commands: readable, reads: ALL, lists: LISTS },
  refuse: { commands: { groups: ALL, when: ["before"] }, reads: ALL },
  "bare-refusal": { commands: { groups: ["lost"], when: ["before", "after"] }, reads: ALL },
  empty: { commands: unreadable, reads: ["lost"], lists: ["hyper", "user_info"] },
  body: {
    commands: unreadable,
    reads: ALL,
    fields: () => ({ body: "<b>busy</b>", contentType: "text/html" }),
  },
  "wrong-shape": { commands: unreadable, reads: ["lies"] },
  "duplicate-keys": { reads: ["lies"], fields: () => ({ columns: ["id"] }) },
  "doubled-rows": { reads: ["lies"] },
  "missing-rows": { reads: ["lies"] },
  "foreign-rows": {
    reads: ["lies"],
    fields: (random, vmids) => ({ vmids: [vmids[random.between(0, vmids.length - 1)] ?? ""] }),
  },
  numbers: { reads: ALL, lists: LISTS },
  nulls: { reads: ["lies"], fields: columnsOf },
  "drop-columns": { reads: ["lies"], fields: columnsOf },
  "rename-columns": {
    reads: ["lies"],
    fields: (random) => ({ rename: { [random.pick(COLUMNS)]: "renamed" } }),
  },
  "nothing-happened": { commands: { groups: ["void"], when: ["before"] } },
  "effect-but-refused": { commands: { groups: ["lost"], when: ["after"] } },
  "huge-body": { commands: unreadable, reads: ALL, fields: () => ({ bytes: 12_000_000 }) },
  "gzip-bomb": { commands: unreadable, reads: ALL, fields: () => ({ bytes: 30_000_000 }) },
  "trailing-garbage": { commands: unreadable, reads: ALL },
  "state-word": {
    reads: ["lies"],
    fields: (random) => ({ word: random.pick(["running", "off", "setup running", "no such word"]) }),
  },
  "bare-state": { reads: ALL },
  "broken-state": { reads: ALL },
};

function columnsOf(random: SeededRandom): Partial<FaultRule> {
  return { columns: [random.pick(COLUMNS)] };
}

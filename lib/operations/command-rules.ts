import type { BlockReason } from "./block-reasons";
import type { HostState } from "./host-states";

/** Commands as a customer sorts them; what the address of the Activity page calls `kind`. */
export const COMMAND_GROUPS = [
  "power",
  "reinstall",
  "snapshots",
  "media",
  "network",
  "access",
  "console",
  "provider",
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** What the browser and the server both need to know of a command. */
interface CommandRules<K extends string> {
  /** `provider`: staff alone can ask for it. */
  group: CommandGroup;
  /** The states in which a host can't be asked for it, each with the reason that is shown. */
  blockedIn: { readonly [state in HostState]?: BlockReason };
  /** The host isn't what it was while this is in progress, so its state word is replaced by the command's. */
  changesState?: true;
  /** Nobody gets back what it destroys, whatever its form says: who wants so is asked again who they are. */
  destroys?: true;
  /** Not while the host is protected. `but-own`: a schedule deletes what it made itself all the same. */
  guarded?: "always" | "but-own";
  /** Of a power command: how it leaves the host, and who does it. */
  power?: PowerRules;
  /** Like force, it doesn't wait for a Stop or Restart that waits for the system in the host. */
  supersedes?: true;
  /** It usually takes minutes. */
  isSlow?: true;
  /** Nothing that can be read later shows whether it happened. */
  leavesNoTrace?: true;
  /** A program may have it wait until the host is free; what ends it when asked for meanwhile. Nothing that destroys, no secret. */
  waits?: readonly K[];
  /** It can be asked of many hosts at once; which fields that question has. */
  batch?: "plain" | "note" | "owner";
  /**
   * Kinds that, sent later, could have left what this one's verification takes for evidence. Where it is in doubt a kind
   * is listed: then a wrong refusal stays a refusal, and nothing is called done that wasn't.
   */
  sameEffect: readonly K[];
  /** The parameter that names what it is about: one of its own kind with another value has another effect. */
  about?: string;
  /** The command that puts back what it took away: each of that one's fields, by the parameter here that fills it. */
  undo?: { kind: K; fields: Readonly<Record<string, string>> };
}

/**
 * `to`: the state that shows that it happened. `system`: the system in the host carries it out, and may not listen. `force`:
 * the power is cut, even while that waits.
 */
interface PowerRules {
  to: Extract<HostState, "running" | "off"> | "running-again";
  by: "power-on" | "system" | "force";
}

/** In these states a customer may only read. */
const CLOSED = {
  "setting-up": "setting-up",
  "setup-failed": "setup-failed",
  locked: "locked",
  suspended: "suspended",
  "out-of-traffic": "out-of-traffic",
  // A word that we don't know may stand for a state in which any command does harm.
  unknown: "state-unknown",
} as const;
const { "setup-failed": _repaired, ...CLOSED_TO_REINSTALL } = CLOSED;
const { "setting-up": _shown, ...CLOSED_TO_CONSOLE } = CLOSED;

/** For what the system inside carries out. */
const NEEDS_RUNNING = { ...CLOSED, off: "not-running", paused: "not-running", saved: "not-running" } as const;
/** A paused system can't shut down by itself; cutting its power works. A saved one holds no power. */
const NEEDS_SYSTEM = { ...CLOSED, paused: "paused", saved: "saved" } as const;
const NEEDS_POWER = { ...CLOSED, saved: "saved" } as const;

/** After these a host may run, be off or have restarted, whatever they were sent for. */
const POWER_EFFECTS = [
  ...["start", "stop", "restart", "force-stop", "force-restart", "reinstall", "restore-snapshot"],
  ...["resize-host", "lock-host", "unlock-host", "suspend-host", "resume-host", "delete-host"],
] as const;
/** These write to the host's row on the master, one figure or many. */
const ROW_EFFECTS = [
  ...["update-host", "resize-host", "lock-host", "unlock-host", "suspend-host", "resume-host"],
  ...["add-addresses", "limit-cpu", "lift-cpu-limit", "reinstall"],
] as const;
/** These can take mappings of a host with them. */
const UNMAP_EFFECTS = ["reinstall", "update-host", "resize-host", "delete-host"] as const;
/** Staff change the host's status, whatever it is. */
const STATUS = { group: "provider", batch: "plain", blockedIn: {}, sameEffect: ROW_EFFECTS } as const;

/** Every command on a host, in the order of lists. A command is added here and in its registry; types name the rest. */
export const COMMAND_RULES = {
  start: {
    group: "power",
    waits: ["stop", "force-stop"],
    batch: "plain",
    changesState: true,
    power: { to: "running", by: "power-on" },
    blockedIn: { ...CLOSED, running: "already-running", "over-traffic": "already-running" },
    sameEffect: POWER_EFFECTS,
  },
  stop: {
    group: "power",
    waits: ["start"],
    batch: "plain",
    changesState: true,
    power: { to: "off", by: "system" },
    blockedIn: { ...NEEDS_SYSTEM, off: "already-off" },
    sameEffect: POWER_EFFECTS,
  },
  restart: {
    group: "power",
    waits: ["stop", "force-stop"],
    batch: "plain",
    changesState: true,
    power: { to: "running-again", by: "system" },
    blockedIn: { ...NEEDS_SYSTEM, off: "not-running" },
    sameEffect: POWER_EFFECTS,
  },
  "force-stop": {
    group: "power",
    waits: ["start"],
    batch: "plain",
    changesState: true,
    power: { to: "off", by: "force" },
    guarded: "always",
    blockedIn: { ...NEEDS_POWER, off: "already-off" },
    sameEffect: POWER_EFFECTS,
  },
  "force-restart": {
    group: "power",
    waits: ["stop", "force-stop"],
    changesState: true,
    power: { to: "running-again", by: "force" },
    guarded: "always",
    blockedIn: { ...NEEDS_POWER, off: "not-running" },
    sameEffect: POWER_EFFECTS,
  },
  reinstall: {
    group: "reinstall",
    changesState: true,
    destroys: true,
    guarded: "always",
    isSlow: true,
    // A failed set-up is repaired by it.
    blockedIn: CLOSED_TO_REINSTALL,
    sameEffect: ["reinstall", "restore-snapshot"],
  },
  "create-snapshot": {
    group: "snapshots",
    batch: "note",
    blockedIn: CLOSED,
    sameEffect: ["create-snapshot"],
  },
  "restore-snapshot": {
    group: "snapshots",
    changesState: true,
    destroys: true,
    guarded: "always",
    isSlow: true,
    blockedIn: CLOSED,
    sameEffect: ["restore-snapshot", "reinstall"],
    undo: { kind: "restore-snapshot", fields: { snapshot: "safetyName" } },
  },
  "delete-snapshot": {
    group: "snapshots",
    destroys: true,
    guarded: "but-own",
    blockedIn: CLOSED,
    // A new system can take its snapshots with it.
    sameEffect: ["delete-snapshot", "reinstall", "delete-host"],
    about: "subject",
  },
  "mount-medium": {
    group: "media",
    blockedIn: CLOSED,
    // A snapshot holds what was in the drive.
    sameEffect: ["mount-medium", "restore-snapshot", "reinstall"],
    about: "mediumId",
  },
  "eject-medium": {
    group: "media",
    blockedIn: CLOSED,
    sameEffect: ["eject-medium", "restore-snapshot", "reinstall"],
    undo: { kind: "mount-medium", fields: { medium: "mediumId" } },
  },
  "add-port": {
    group: "network",
    blockedIn: CLOSED,
    // The port of remote access is mapped like any other.
    sameEffect: ["add-port", "change-remote-port", "reinstall"],
    about: "insidePort",
  },
  "remove-port": {
    group: "network",
    blockedIn: CLOSED,
    sameEffect: ["remove-port", "change-remote-port", ...UNMAP_EFFECTS],
    about: "mappingId",
    undo: { kind: "add-port", fields: { port: "insidePort" } },
  },
  "bind-domain": { group: "network", blockedIn: CLOSED, sameEffect: ["bind-domain"], about: "domain" },
  "unbind-domain": {
    group: "network",
    blockedIn: CLOSED,
    sameEffect: ["unbind-domain", ...UNMAP_EFFECTS],
    about: "mappingId",
    undo: { kind: "bind-domain", fields: { domain: "domain", port: "insidePort" } },
  },
  // A task of its type is all that shows of these; a reinstall has all of them.
  "reapply-addresses": {
    group: "network",
    blockedIn: NEEDS_RUNNING,
    sameEffect: ["reapply-addresses", "add-addresses", "update-host", "reinstall"],
  },
  "reset-password": {
    group: "access",
    blockedIn: NEEDS_RUNNING,
    leavesNoTrace: true,
    sameEffect: ["reset-password", "reinstall"],
  },
  "change-remote-port": {
    group: "access",
    blockedIn: NEEDS_RUNNING,
    sameEffect: ["change-remote-port", "reinstall"],
  },
  "open-console": {
    group: "console",
    // What a set-up shows on its screen is worth seeing; a host that is off shows nothing.
    blockedIn: { ...CLOSED_TO_CONSOLE, off: "not-running", saved: "not-running" },
    sameEffect: ["open-console"],
  },
  "end-console": { group: "console", blockedIn: {}, sameEffect: ["end-console"] },
  // Staff mend what is closed to customers.
  "update-host": { group: "provider", waits: [], blockedIn: {}, sameEffect: ROW_EFFECTS },
  "resize-host": {
    group: "provider",
    isSlow: true,
    blockedIn: { "setting-up": "setting-up" },
    sameEffect: ROW_EFFECTS,
  },
  "transfer-host": { group: "provider", batch: "owner", blockedIn: {}, sameEffect: ["transfer-host"] },
  // A customer whose system ignores a Stop can't hold these off with one.
  "lock-host": { ...STATUS, supersedes: true, waits: ["unlock-host"] },
  "unlock-host": { ...STATUS, waits: ["lock-host"] },
  "suspend-host": { ...STATUS, supersedes: true, waits: ["resume-host"] },
  "resume-host": { ...STATUS, waits: ["suspend-host"] },
  "add-addresses": { group: "provider", blockedIn: {}, sameEffect: ROW_EFFECTS },
  "limit-cpu": { group: "provider", blockedIn: {}, sameEffect: ROW_EFFECTS },
  "lift-cpu-limit": { group: "provider", blockedIn: {}, sameEffect: ROW_EFFECTS },
  "delete-host": { group: "provider", supersedes: true, blockedIn: {}, sameEffect: ["delete-host"] },
} as const satisfies Record<string, CommandRules<string>>;

export type OperationKind = keyof typeof COMMAND_RULES;
type KindIn<G extends CommandGroup> = {
  [K in OperationKind]: (typeof COMMAND_RULES)[K]["group"] extends G ? K : never;
}[OperationKind];

export const OPERATION_KINDS = Object.keys(COMMAND_RULES) as OperationKind[];

/** Types see here that `sameEffect` names kinds alone. */
export const rulesOf = (kind: OperationKind): CommandRules<OperationKind> => COMMAND_RULES[kind];

/** The kinds of one group, in the order of the rules. */
export const kindsIn = <G extends CommandGroup>(group: G): readonly KindIn<G>[] =>
  OPERATION_KINDS.filter((kind): kind is KindIn<G> => COMMAND_RULES[kind].group === group);

/** The only ones that every host's page and row carries. */
export const POWER_KINDS = kindsIn("power");
export type PowerKind = KindIn<"power">;
export const powerRulesOf = (kind: PowerKind): PowerRules => COMMAND_RULES[kind].power;

/** Those that wait for the system in the host, and may be superseded. */
export const WAITING_KINDS = POWER_KINDS.filter((kind) => powerRulesOf(kind).by === "system");
type ForceKind = {
  [K in PowerKind]: (typeof COMMAND_RULES)[K]["power"]["by"] extends "force" ? K : never;
}[PowerKind];
export const isForce = (kind: OperationKind): kind is ForceKind => rulesOf(kind).power?.by === "force";
/** Whether it takes the place of a Stop or Restart that was accepted and has not happened yet. */
export const supersedesWaiting = (kind: OperationKind): boolean =>
  isForce(kind) || rulesOf(kind).supersedes === true;
/** The kinds that wait no longer once `kind` is asked for. */
export const opposites = (kind: OperationKind): OperationKind[] =>
  OPERATION_KINDS.filter((one) => rulesOf(one).waits?.includes(kind));
/** They change nothing in the host, so they may run beside other commands. */
export const CONSOLE_KINDS = kindsIn("console");
/** What staff alone can ask: by actions of their own, never by a customer's. */
export const STAFF_KINDS = kindsIn("provider");
export type StaffKind = KindIn<"provider">;
export type CustomerKind = Exclude<OperationKind, StaffKind>;

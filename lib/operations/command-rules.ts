import type { HostState } from "./host-states";

/** Why a command can't be sent now; a message key of `operations.reason`. */
export const BLOCK_REASONS = [
  "already-running",
  "already-off",
  "not-running",
  "operation-in-progress",
  "setting-up",
  "setup-failed",
  "locked",
  "suspended",
  "out-of-traffic",
  "paused",
  "saved",
  "state-unknown",
  "master-down",
  "read-only",
  "limit-reached",
  "not-offered",
  "not-windows",
  "not-shared",
  "port-mapped",
  "domain-taken",
  "domain-proof",
  "domain-denied",
  "reinstall-date",
  "snapshot-in-progress",
  "already-mounted",
  "nothing-mounted",
  "nothing-changed",
  "disk-shrinks",
  "address-not-free",
  "no-such-customer",
] as const;
export type BlockReason = (typeof BLOCK_REASONS)[number];

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
interface CommandRules {
  /** `provider`: staff alone can ask for it. */
  group: CommandGroup;
  /** The states in which a host can't be asked for it, each with the reason that is shown. */
  blockedIn: { readonly [state in HostState]?: BlockReason };
  /** The host isn't what it was while this is in progress, so its state word is replaced by the command's. */
  changesState?: true;
  /** Nobody gets back what it destroys, whatever its form says: who wants so is asked again who they are. */
  destroys?: true;
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

/** Every command on a host, in the order of lists. A command is added here and in its registry; types name the rest. */
export const COMMAND_RULES = {
  start: {
    group: "power",
    changesState: true,
    blockedIn: { ...CLOSED, running: "already-running", "over-traffic": "already-running" },
  },
  stop: { group: "power", changesState: true, blockedIn: { ...NEEDS_SYSTEM, off: "already-off" } },
  restart: { group: "power", changesState: true, blockedIn: { ...NEEDS_SYSTEM, off: "not-running" } },
  "force-stop": { group: "power", changesState: true, blockedIn: { ...NEEDS_POWER, off: "already-off" } },
  "force-restart": { group: "power", changesState: true, blockedIn: { ...NEEDS_POWER, off: "not-running" } },
  // A failed set-up is repaired by it.
  reinstall: { group: "reinstall", changesState: true, destroys: true, blockedIn: CLOSED_TO_REINSTALL },
  "create-snapshot": { group: "snapshots", blockedIn: CLOSED },
  "restore-snapshot": { group: "snapshots", changesState: true, destroys: true, blockedIn: CLOSED },
  "delete-snapshot": { group: "snapshots", destroys: true, blockedIn: CLOSED },
  "mount-medium": { group: "media", blockedIn: CLOSED },
  "eject-medium": { group: "media", blockedIn: CLOSED },
  "add-port": { group: "network", blockedIn: CLOSED },
  "remove-port": { group: "network", blockedIn: CLOSED },
  "bind-domain": { group: "network", blockedIn: CLOSED },
  "unbind-domain": { group: "network", blockedIn: CLOSED },
  "reapply-addresses": { group: "network", blockedIn: NEEDS_RUNNING },
  "reset-password": { group: "access", blockedIn: NEEDS_RUNNING },
  "change-remote-port": { group: "access", blockedIn: NEEDS_RUNNING },
  // What a set-up shows on its screen is worth seeing; a host that is off shows nothing.
  "open-console": {
    group: "console",
    blockedIn: { ...CLOSED_TO_CONSOLE, off: "not-running", saved: "not-running" },
  },
  "end-console": { group: "console", blockedIn: {} },
  // Staff mend what is closed to customers.
  "update-host": { group: "provider", blockedIn: {} },
  "resize-host": { group: "provider", blockedIn: { "setting-up": "setting-up" } },
  "transfer-host": { group: "provider", blockedIn: {} },
  "lock-host": { group: "provider", blockedIn: {} },
  "unlock-host": { group: "provider", blockedIn: {} },
  "suspend-host": { group: "provider", blockedIn: {} },
  "resume-host": { group: "provider", blockedIn: {} },
  "add-addresses": { group: "provider", blockedIn: {} },
  "delete-host": { group: "provider", blockedIn: {} },
} as const satisfies Record<string, CommandRules>;

export type OperationKind = keyof typeof COMMAND_RULES;
type KindIn<G extends CommandGroup> = {
  [K in OperationKind]: (typeof COMMAND_RULES)[K]["group"] extends G ? K : never;
}[OperationKind];

export const OPERATION_KINDS = Object.keys(COMMAND_RULES) as OperationKind[];

export const rulesOf = (kind: OperationKind): CommandRules => COMMAND_RULES[kind];

/** The kinds of one group, in the order of the rules. */
export const kindsIn = <G extends CommandGroup>(group: G): readonly KindIn<G>[] =>
  OPERATION_KINDS.filter((kind): kind is KindIn<G> => COMMAND_RULES[kind].group === group);

/** The only ones that every host's page and row carries. */
export const POWER_KINDS = kindsIn("power");
export type PowerKind = KindIn<"power">;
/** They change nothing in the host, so they may run beside other commands. */
export const CONSOLE_KINDS = kindsIn("console");
/** What staff alone can ask: by actions of their own, never by a customer's. */
export const STAFF_KINDS = kindsIn("provider");
export type StaffKind = KindIn<"provider">;
export type CustomerKind = Exclude<OperationKind, StaffKind>;

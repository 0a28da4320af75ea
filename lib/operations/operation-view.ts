/** The five power operations: the only ones that every host's page and row carries. */
export const POWER_KINDS = ["start", "stop", "restart", "force-stop", "force-restart"] as const;
export type PowerKind = (typeof POWER_KINDS)[number];

/** Two that change nothing in the host: they hold it against nobody. */
export const CONSOLE_KINDS = ["open-console", "end-console"] as const;

/** What staff alone can ask: by actions of their own, never by a customer's. */
export const STAFF_KINDS = [
  "update-host",
  "resize-host",
  "transfer-host",
  "lock-host",
  "unlock-host",
  "suspend-host",
  "resume-host",
  "add-addresses",
  "delete-host",
] as const;
export type StaffKind = (typeof STAFF_KINDS)[number];

/** All that can be asked of a host; later kinds are added here and nowhere else. */
export const OPERATION_KINDS = [
  ...POWER_KINDS,
  "reinstall",
  "create-snapshot",
  "restore-snapshot",
  "delete-snapshot",
  "mount-medium",
  "eject-medium",
  "add-port",
  "remove-port",
  "bind-domain",
  "unbind-domain",
  "reapply-addresses",
  "reset-password",
  "change-remote-port",
  ...CONSOLE_KINDS,
  ...STAFF_KINDS,
] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** A kind that a newer release wrote into the same database: shown plainly, never acted on. */
export const OTHER_KIND = "other";
export type ShownKind = OperationKind | typeof OTHER_KIND;

export const isPower = (kind: ShownKind): kind is PowerKind => POWER_KINDS.some((known) => known === kind);

/** Whether the host isn't what it was while this goes: else its plate goes on showing its state. */
export const changesState = (kind: ShownKind): boolean =>
  isPower(kind) || kind === "reinstall" || kind === "restore-snapshot" || kind === OTHER_KIND;

export const OPERATION_OUTCOMES = [
  "open",
  "checking",
  "done",
  "refused",
  "not-sent",
  "failed",
  "unconfirmed",
  "superseded",
] as const;
export type OperationOutcome = (typeof OPERATION_OUTCOMES)[number];

export const isGoing = (outcome: OperationOutcome): boolean => outcome === "open" || outcome === "checking";

/** Steps of long operations, in their order; message keys of `operations.step`. */
export const OPERATION_STEPS = ["waiting", "copying", "starting", "password", "done"] as const;
type StepName = (typeof OPERATION_STEPS)[number];

/** A step that was seen; `at` ISO 8601, when the panel saw it begin. */
export interface OperationStep {
  name: StepName;
  at: string;
}

/** One operation as a browser may see it. Times are ISO 8601 in UTC. */
export interface OperationView {
  id: string;
  kind: ShownKind;
  outcome: OperationOutcome;
  /** What it was about, in a word or two (a snapshot's name, a domain, a port, an image); null where the kind says it all. */
  subject: string | null;
  startedAt: string;
  /** When the master's `0` came. */
  acceptedAt: string | null;
  endedAt: string | null;
  /** Null where the actor is the person who looks. */
  actorName: string | null;
  byViewer: boolean;
  /** True 5 minutes after the master accepted a Stop or Restart that has not happened yet. */
  notReacting: boolean;
  /** The master's own words for a refusal, in the language that was asked for; null otherwise. */
  refusal: string | null;
  /** For `not-sent`: why nothing left the panel. */
  notSentCause: string | null;
  /** The steps seen so far, the current one last; empty for kinds without steps. */
  steps: OperationStep[];
}

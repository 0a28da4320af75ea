import { OPERATION_KINDS, type OperationKind, POWER_KINDS, type PowerKind, rulesOf } from "./command-rules";

/** A kind that a newer release wrote into the same database: shown plainly, never acted on. */
export const OTHER_KIND = "other";
export type ShownKind = OperationKind | typeof OTHER_KIND;

export const isPower = (kind: ShownKind): kind is PowerKind => POWER_KINDS.some((known) => known === kind);

/** Whether the host isn't what it was while this is in progress: else its plate goes on showing its state. */
export const changesState = (kind: ShownKind): boolean =>
  kind === OTHER_KIND || rulesOf(kind).changesState === true;

/** Whether nothing that can be read later shows that it happened. */
export const leavesNoTrace = (kind: ShownKind): boolean =>
  kind !== OTHER_KIND && rulesOf(kind).leavesNoTrace === true;

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

export const isInProgress = (outcome: OperationOutcome): boolean =>
  outcome === "open" || outcome === "checking";

/** How far an operation in progress is; message keys of `operations.strip`. `confirming`: accepted, and still checked. */
export function phaseOf({
  outcome,
  acceptedAt,
}: Pick<OperationView, "outcome" | "acceptedAt">): "sending" | "accepted" | "checking" | "confirming" {
  if (outcome === "checking") {
    return acceptedAt ? "confirming" : "checking";
  }
  return acceptedAt ? "accepted" : "sending";
}

/** The `notSentCause` of an operation before which the master refused a read; `refusal` holds its words. */
export const LOOKUP_REFUSED = "lookup-refused";

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
  /** When the snapshot that it is about was made, ISO 8601: its name holds a time of RStack's own clock. Null where that isn't known. */
  subjectAt: string | null;
  startedAt: string;
  /** When the master's `0` came. */
  acceptedAt: string | null;
  endedAt: string | null;
  /** Null where the actor is the person who looks. */
  actorName: string | null;
  byViewer: boolean;
  /** True 5 minutes after the master accepted a Stop or Restart that has not happened yet. */
  notReacting: boolean;
  /** The master's words for a refusal, of the command or of a read before it, in the language that was asked for; for customers null where they are no readable sentence. */
  refusal: string | null;
  /** For `not-sent`: why nothing left the panel. */
  notSentCause: string | null;
  /** It waits for another operation of the host to end, and nothing of it was sent. */
  waiting?: boolean;
  /** The steps seen so far, the current one last; empty for kinds without steps. */
  steps: OperationStep[];
  /** What puts back what it took away, while that is offered. */
  undo?: UndoView;
  /** Of a port that was added again and is another from outside: both numbers. */
  moved?: { before: number; now: number };
}

/** A command by which what an operation took away comes back, with all that its form holds. */
export interface UndoView {
  kind: OperationKind;
  fields: Record<string, string>;
}

/** An order for a host: it has a table of its own, and staff see it among the operations. */
export const ORDER_KIND = "create-host";
export const LEDGER_KINDS = [...OPERATION_KINDS, ORDER_KIND] as const;
/** One as staff see it. */
export type LedgerOperation = Omit<OperationView, "kind"> & { kind: ShownKind | typeof ORDER_KIND };

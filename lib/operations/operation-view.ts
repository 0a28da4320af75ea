/** The five of this panel's first release; later kinds are added here and nowhere else. */
export const OPERATION_KINDS = ["start", "stop", "restart", "force-stop", "force-restart"] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

const OPERATION_OUTCOMES = [
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

/** One operation as a browser may see it. Times are ISO 8601 in UTC. */
export interface OperationView {
  id: string;
  kind: OperationKind;
  outcome: OperationOutcome;
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
}

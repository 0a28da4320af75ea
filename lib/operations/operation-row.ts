import type { operations } from "../db/schema";
import type { VmId } from "../rstack/ids";
import type { OperationKind } from "./command-rules";
import type { FormKey } from "./form-key";
import type { OperationOutcome } from "./operation-view";

export type OperationRow = typeof operations.$inferSelect;

/** `waits`: for another one to end; then it isn't in the ledger yet. */
export type ShownOperation = OperationRow & { waits?: boolean };

/** Notes that a verification keeps between two looks; JSON, without secrets. */
export type VerificationNotes = Record<string, unknown>;

export const notesOf = (row: OperationRow): VerificationNotes =>
  typeof row.notes === "object" && row.notes !== null ? (row.notes as VerificationNotes) : {};

/** What a person or a program asks for. */
export interface Intent {
  tenancyId: string;
  vmId: VmId;
  kind: OperationKind;
  key: FormKey;
  /** What it is about, without secrets. `subject` is shown. */
  params?: { subject?: string } & Record<string, unknown>;
  /** How long it may take before it ends as unconfirmed; ten minutes by default (a setting). */
  limitMs?: number;
  /** `viewId`: staff who look through the customer's eyes; then name and role are the staff's. */
  actor: { accountId: string; sessionId: string; name: string; role: string; viewId?: string | null };
  language: "en" | "zh-CN";
}

/** How an operation can end, and what is written beside it. */
export interface Ending {
  outcome: Exclude<OperationOutcome, "open" | "checking" | "superseded">;
  evidence?: Record<string, unknown>;
  /** The master's own words. */
  refusal?: string;
  notSentCause?: string;
  faultDetail?: string;
  /** Parameters that became known only now; added to the row's. */
  params?: Intent["params"];
}

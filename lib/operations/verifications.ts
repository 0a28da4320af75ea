import { perProcess } from "../per-process";
import type { OperationKind } from "./command-rules";
import type { OperationRow, VerificationNotes } from "./operation-row";

export type Verdict =
  /** Not seen yet. `notes` replace the last ones. */
  | { seen: "nothing"; notes?: VerificationNotes }
  | {
      seen: "end";
      outcome: "done" | "failed" | "unconfirmed";
      evidence: Record<string, unknown>;
      /** Parameters that became known, such as a new snapshot's name; added to the row's. */
      params?: { subject: string } & Record<string, unknown>;
    };

/**
 * One verification: looks once at what the master shows of a sent operation, and sends nothing. `now` is the database's
 * time, like those of the row.
 */
export type Verification = (row: OperationRow, now: Date) => Promise<Verdict>;

const verifications = () => perProcess("operation-verifications", () => new Map<string, Verification>());

export function registerVerification(kind: OperationKind, verify: Verification): void {
  verifications().set(kind, verify);
}

export const verificationFor = (kind: string): Verification | null => verifications().get(kind) ?? null;

import { perProcess } from "../per-process";
import type { OperationKind } from "./command-rules";
import type { OperationRow, ProbeNotes } from "./operation-row";

export type Verdict =
  /** Not seen yet. `notes` replace the last ones. */
  | { seen: "nothing"; notes?: ProbeNotes }
  | {
      seen: "end";
      outcome: "done" | "failed" | "unconfirmed";
      evidence: Record<string, unknown>;
      /** What it turned out to be about, such as a new snapshot's name; added to the row's. */
      params?: { subject: string } & Record<string, unknown>;
    };

/**
 * Looks once at what the master shows of a sent operation. It never sends it again. `now` is the database's clock,
 * the one that the row's times were written by.
 */
export type Probe = (row: OperationRow, now: Date) => Promise<Verdict>;

const probes = () => perProcess("operation-probes", () => new Map<string, Probe>());

export function registerProbe(kind: OperationKind, probe: Probe): void {
  probes().set(kind, probe);
}

export const probeFor = (kind: string): Probe | null => probes().get(kind) ?? null;

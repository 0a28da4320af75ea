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
      /** Parameters that became known, such as a new snapshot's name; added to the row's. */
      params?: { subject: string } & Record<string, unknown>;
    };

/**
 * One verification: looks once at what the master shows of a sent operation, and sends nothing. `now` is the database's
 * time, like those of the row.
 */
export type Probe = (row: OperationRow, now: Date) => Promise<Verdict>;

const probes = () => perProcess("operation-probes", () => new Map<string, Probe>());

export function registerProbe(kind: OperationKind, probe: Probe): void {
  probes().set(kind, probe);
}

export const probeFor = (kind: string): Probe | null => probes().get(kind) ?? null;

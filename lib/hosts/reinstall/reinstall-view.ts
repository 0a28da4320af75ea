import type { ListProblem } from "../list-problem";
import type { FamilyChoice } from "./system-choices";

export const DISK_CHOICES = ["system", "all"] as const;
export type DiskChoice = (typeof DISK_CHOICES)[number];

/** What the page of a host's reinstall is told. Days are `YYYY-MM-DD`, times ISO 8601, lengths ms. */
export interface ReinstallView {
  choices: { ok: true; families: FamilyChoice[] } | { ok: false; problem: ListProblem };
  /** The image that the host has now, where it is known. */
  currentImageId: string | null;
  limits: ReinstallLimits;
  sizes: DiskSizes;
  /** How long earlier ones took; null where there are too few. */
  typicalMs: number | null;
  /** Without a new step for so long, it is stuck. */
  stuckMs: number;
  /** The newest reinstall of this owner's time with the host; null where there is none. */
  last: LastReinstall | null;
}

/** Null where the master's rows don't say. */
export interface ReinstallLimits {
  used: number | null;
  /** The customer's day, as long as it is still to come. */
  notBefore: string | null;
  lastOn: string | null;
}

/** GB; null where the master's row doesn't say. No reply is documented to tell them. */
export interface DiskSizes {
  /** Of the data disk; 0 where the row has none. */
  data: number | null;
  /** Of the system disk that a reinstall makes. */
  newSystem: { windows: number; linux: number } | null;
}

export interface LastReinstall {
  operationId: string;
  endedAt: string | null;
  outcome: string;
  disks: DiskChoice;
  withPassword: boolean;
  /** What came of the new password; null while it goes and where none was wanted. */
  password: "set" | "refused" | "not-sent" | "unconfirmed" | null;
  /** The master's words about a password that it refused, or a task that failed; null where they are no readable sentence. */
  message: string | null;
}

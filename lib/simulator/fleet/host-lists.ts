import type { NatRule, SimBackup, SimTask } from "./fleet";

/** What `/_sim` says of that which belongs to hosts. */
export type RuleState = NatRule;
export type RulePatch = Pick<NatRule, "vmid"> & Partial<Omit<NatRule, "id" | "vmid">>;
export type BackupState = SimBackup;
export type BackupPatch = Pick<SimBackup, "vmid"> & Partial<Omit<SimBackup, "id" | "vmid">>;
export type TaskState = Omit<SimTask, "finish">;

export interface SimConsoleState {
  isOpen: boolean;
  /** What a node would ask for; empty where no console is open. */
  token: string;
  /** Wall time, milliseconds. */
  expiresAt: number | null;
}

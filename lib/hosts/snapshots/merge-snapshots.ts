import type { Backup, Snapshot } from "../../rstack/master-client";

/** A snapshot as both of the master's lists tell it. */
export interface HostSnapshot {
  /** As the master wrote it: what it is told to restore or delete. */
  name: string;
  createdAt: Date | null;
  state: "ready" | "making";
  /** `vm_snapshot` lists it, so that it can be named in a command. */
  listed: boolean;
}

/**
 * What `vm_snapshot` lists, and what `hyperbackup` alone tells of: one that is still being made. Where both say how far
 * it is, `hyperbackup` counts, whose status the vendor documents. Newest first; those without a time in the list's order.
 */
export function mergeSnapshots(listed: readonly Snapshot[], backups: readonly Backup[]): HostSnapshot[] {
  const told = new Map(backups.map((backup) => [backup.name, backup]));
  const known = listed.map(({ name, createdAt, state }): HostSnapshot => {
    const backup = told.get(name);
    return {
      name,
      createdAt: createdAt ?? backup?.createdAt ?? null,
      state: (backup?.state ?? state) === "in-progress" ? "making" : "ready",
      listed: true,
    };
  });
  const names = new Set(known.map(({ name }) => name));
  const making = backups
    .filter(({ name, state }) => state === "in-progress" && !names.has(name))
    .map(({ name, createdAt }): HostSnapshot => ({ name, createdAt, state: "making", listed: false }));
  return [...making, ...known].sort((a, b) => timeOf(b) - timeOf(a));
}

const timeOf = ({ createdAt, state }: HostSnapshot): number =>
  createdAt?.getTime() ?? (state === "making" ? Number.MAX_SAFE_INTEGER : 0);

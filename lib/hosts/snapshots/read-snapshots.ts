import "server-only";
import { master } from "../../master";
import type { VmId } from "../../rstack/ids";
import type { Backup, CallOptions, Snapshot } from "../../rstack/master-client";
import { hasContent, type Outcome } from "../../rstack/outcome";
import type { BackupOfHost } from "../../rstack/provider-rows";
import { ofHostIn, placeOf, type Reading, readForComparison } from "../evidence/list-evidence";
import { type HostSnapshot, mergeSnapshots } from "./merge-snapshots";

/** What both of the master's lists tell of a host's snapshots. */
export interface SnapshotLists {
  snapshots: HostSnapshot[];
  /** Whether the answer of `vm_snapshot` had a body. */
  hasBody: boolean;
  /** All names in `hyperbackup`, finished ones too; null where it came without a body or isn't offered. */
  backupNames: string[] | null;
}

/**
 * All snapshots of a host, those that are being made included: one answer's time. A master that has no list of backups
 * tells of finished ones alone; one that doesn't answer is a fault, since a command must not count too few. `emptyBody`:
 * neither list had a body.
 */
export async function readSnapshots(vmId: VmId, options: CallOptions): Promise<Outcome<SnapshotLists>> {
  const [listed, backups] = await Promise.all([
    master().listSnapshots(vmId, options),
    master().listBackups(vmId, "snapshot", options),
  ]);
  if (!listed.ok) {
    return listed;
  }
  const isOffered = backups.ok || (backups.fault.kind !== "refused" && backups.fault.kind !== "protocol");
  return isOffered && !backups.ok ? backups : listsOf(listed, backups);
}

function listsOf(
  listed: Extract<Outcome<Snapshot[]>, { ok: true }>,
  backups: Outcome<Backup[]>,
): Outcome<SnapshotLists> {
  const backupNames = hasContent(backups) ? backups.value.map(({ name }) => name) : null;
  const value = {
    snapshots: mergeSnapshots(listed.value, backups.ok ? backups.value : []),
    hasBody: hasContent(listed),
    backupNames,
  };
  return value.hasBody || backupNames ? { ok: true, value } : { ok: true, value, emptyBody: true };
}

/** `hyperbackup` over all hosts of this one's owner; null where nobody owns it. */
export async function backupsOfOwner(
  vmId: VmId,
  options: CallOptions,
): Promise<Outcome<BackupOfHost[]> | null> {
  const { owner } = await placeOf(vmId);
  return owner && master().listAllBackups({ userId: owner, kind: "snapshot" }, options);
}

/** The snapshots before a command, from lists that can be believed. */
export const snapshotsNow = (vmId: VmId, options: CallOptions): Promise<Outcome<Reading<SnapshotLists>>> =>
  readForComparison<SnapshotLists>(
    vmId,
    () => readSnapshots(vmId, options),
    async () => {
      const wide = await backupsOfOwner(vmId, options);
      if (!wide || !hasContent(wide)) {
        return null;
      }
      const own = ofHostIn(wide, vmId);
      return own?.ok ? listsOf({ ok: true, value: [], emptyBody: true }, own) : own;
    },
    options,
  );

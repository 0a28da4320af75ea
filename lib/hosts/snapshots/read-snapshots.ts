import "server-only";
import { master } from "../../master";
import type { VmId } from "../../rstack/ids";
import type { Backup, CallOptions } from "../../rstack/master-client";
import type { Outcome } from "../../rstack/outcome";
import { type HostSnapshot, mergeSnapshots } from "./merge-snapshots";

/**
 * All snapshots of a host, those that are being made included: one answer's time. A master that has no list of backups
 * tells of finished ones alone; one that doesn't answer is a fault, since a command must not count too few.
 */
export async function readSnapshots(vmId: VmId, options: CallOptions): Promise<Outcome<HostSnapshot[]>> {
  const [listed, backups] = await Promise.all([
    master().listSnapshots(vmId, options),
    master().listBackups(vmId, "snapshot", options),
  ]);
  if (!listed.ok) {
    return listed;
  }
  const told = orNoneOffered(backups);
  return told.ok ? { ok: true, value: mergeSnapshots(listed.value, told.value) } : told;
}

const orNoneOffered = (backups: Outcome<Backup[]>): Outcome<Backup[]> =>
  backups.ok || (backups.fault.kind !== "refused" && backups.fault.kind !== "protocol")
    ? backups
    : { ok: true, value: [] };

import "server-only";
import { eq } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import { hosts, tenancies } from "../db/schema";
import { master } from "../master";
import { type OperationKind, POWER_KINDS, type PowerKind } from "../operations/command-rules";
import { notesOf, type OperationRow } from "../operations/operation-row";
import { registerProbe, type Verdict } from "../operations/probes";
import { parseVmId, type VmId } from "../rstack/ids";
import { probeRemotePort, probeResetPassword } from "./access/access-probes";
import { probeEndConsole, probeOpenConsole } from "./console/probe-console";
import { hostStateOf } from "./host-state";
import { probeMedium } from "./media/probe-media";
import { MAPPING_KINDS, probeMapping, probeReapply } from "./network/network-probes";
import { readPower } from "./power-evidence";
import { recordState } from "./record-state";
import { probeReinstall } from "./reinstall/probe-reinstall";
import { probeCreate, probeDelete, probeRestore } from "./snapshots/probe-snapshots";

/** To be called once at start, before the reconciler. */
export function registerHostProbes(): void {
  for (const kind of POWER_KINDS) {
    register(kind, (vmId, row, now) => probePower(kind, vmId, row, now));
  }
  for (const kind of MAPPING_KINDS) {
    register(kind, (vmId, row, now) => probeMapping(kind, vmId, row, now));
  }
  register("reapply-addresses", probeReapply);
  register("reset-password", probeResetPassword);
  register("change-remote-port", probeRemotePort);
  register("reinstall", probeReinstall);
  register("create-snapshot", probeCreate);
  register("delete-snapshot", probeDelete);
  register("restore-snapshot", probeRestore);
  register("mount-medium", probeMedium);
  register("eject-medium", probeMedium);
  register("open-console", probeOpenConsole);
  register("end-console", probeEndConsole);
}

/** A probe of a host that is still the same customer's. */
type HostProbe = (vmId: VmId, row: OperationRow, now: Date) => Promise<Verdict>;

/** What a host shows after it changed hands may be the next owner's doing: then nothing can be told any more. */
const register = (kind: OperationKind, probe: HostProbe): void =>
  registerProbe(kind, async (row, now) => {
    const vmId = parseVmId(row.vmId);
    return vmId && (await isStillTheirs(row))
      ? probe(vmId, row, now)
      : { seen: "end", outcome: "unconfirmed", evidence: { ...notesOf(row), why: "owner-changed" } };
  });

async function probePower(kind: PowerKind, vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const at = new Date();
  const read = await master().readState(vmId, { priority: "motion" });
  if (!read.ok) {
    return { seen: "nothing", notes };
  }
  await recordState(vmId, read.value, at);
  const seen = readPower(
    { kind, acceptedAt: row.acceptedAt },
    hostStateOf({ word: read.value.word, status: null }),
    notes.wasOff === true,
    now,
    config().operations.restartSettleMs,
  );
  if (seen.done) {
    return { seen: "end", outcome: "done", evidence: seen.evidence };
  }
  const { wasOff } = seen;
  const lastState = read.value.word.slice(0, 40);
  // Only a restart takes a host off on its way: it has begun, whatever was answered.
  return { seen: "nothing", notes: { ...notes, lastState, wasOff, underWay: wasOff } };
}

async function isStillTheirs(row: OperationRow): Promise<boolean> {
  const [tenancy] = await database()
    .select({ until: tenancies.until, goneAt: hosts.goneAt })
    .from(tenancies)
    .leftJoin(hosts, eq(hosts.vmId, tenancies.vmId))
    .where(eq(tenancies.id, row.tenancyId));
  return tenancy !== undefined && tenancy.until === null && !tenancy.goneAt;
}

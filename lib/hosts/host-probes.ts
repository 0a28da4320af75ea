import "server-only";
import { eq } from "drizzle-orm";
import { config } from "../config";
import { database } from "../db/connection";
import { hosts, tenancies } from "../db/schema";
import { master } from "../master";
import type { CustomerKind, PowerKind } from "../operations/command-rules";
import { notesOf, type OperationRow } from "../operations/operation-row";
import { registerProbe, type Verdict } from "../operations/probes";
import { parseVmId, type VmId } from "../rstack/ids";
import { probeRemotePort, probeResetPassword } from "./access/access-probes";
import { probeEndConsole, probeOpenConsole } from "./console/probe-console";
import { hostStateOf } from "./host-state";
import { probeMedium } from "./media/probe-media";
import { type MappingKind, probeMapping, probeReapply } from "./network/network-probes";
import { readPower } from "./power-evidence";
import { recordState } from "./record-state";
import { probeReinstall } from "./reinstall/probe-reinstall";
import { probeCreate, probeDelete, probeRestore } from "./snapshots/probe-snapshots";

/** A probe of a host that is still the same customer's. */
type HostProbe = (vmId: VmId, row: OperationRow, now: Date) => Promise<Verdict>;

const power =
  (kind: PowerKind): HostProbe =>
  (vmId, row, now) =>
    probePower(kind, vmId, row, now);
const mapping =
  (kind: MappingKind): HostProbe =>
  (vmId, row, now) =>
    probeMapping(kind, vmId, row, now);

/** What settles each of a customer's commands: one without its probe is a type error. */
const HOST_PROBES: Record<CustomerKind, HostProbe> = {
  start: power("start"),
  stop: power("stop"),
  restart: power("restart"),
  "force-stop": power("force-stop"),
  "force-restart": power("force-restart"),
  reinstall: probeReinstall,
  "create-snapshot": probeCreate,
  "restore-snapshot": probeRestore,
  "delete-snapshot": probeDelete,
  "mount-medium": probeMedium,
  "eject-medium": probeMedium,
  "add-port": mapping("add-port"),
  "remove-port": mapping("remove-port"),
  "bind-domain": mapping("bind-domain"),
  "unbind-domain": mapping("unbind-domain"),
  "reapply-addresses": probeReapply,
  "reset-password": probeResetPassword,
  "change-remote-port": probeRemotePort,
  "open-console": probeOpenConsole,
  "end-console": probeEndConsole,
};

/** To be called once at start, before the reconciler. */
export function registerHostProbes(): void {
  for (const [kind, probe] of Object.entries(HOST_PROBES)) {
    registerProbe(kind as CustomerKind, async (row, now) => {
      const vmId = parseVmId(row.vmId);
      // What a host shows after it changed hands may be the next owner's doing: then nothing can be told any more.
      return vmId && (await isStillTheirs(row))
        ? probe(vmId, row, now)
        : { seen: "end", outcome: "unconfirmed", evidence: { ...notesOf(row), why: "owner-changed" } };
    });
  }
}

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

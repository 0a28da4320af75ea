import "server-only";
import { master } from "@/lib/master";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/probes";
import type { VmId } from "@/lib/rstack/ids";
import { readAddressesAnew } from "../addresses";
import { type RemotePort, readPortChange } from "./remote-port";
import { lookForTask, TASK_TYPE, verdictOf } from "./task-evidence";

/** A password can't be read back: its task alone tells. */
export const probeResetPassword = async (vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> =>
  verdictOf(await lookForTask(vmId, TASK_TYPE.password, notesOf(row)), row, now);

/**
 * Done when the port is what was asked for, and either its task is finished or, where no task is told, the port was
 * another one before. A port that was that one already is settled by the task alone.
 */
export async function probeRemotePort(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const [told, task] = await Promise.all([
    master().readAddresses(vmId, { priority: "motion" }),
    lookForTask(vmId, TASK_TYPE.port, notes),
  ]);
  const wanted = wantedOf(row);
  if (!told.ok || wanted === null) {
    return { seen: "nothing", notes: { ...notes, task } };
  }
  const before = typeof notes.portBefore === "number" ? notes.portBefore : null;
  const { remotePort } = told.value;
  const { matches, changed } = readPortChange(wanted, before, remotePort);
  // A random port can be drawn anew and not be told: then its task says that it was.
  const settled = task === "done" ? matches || wanted === "random" : task !== "going" && matches && changed;
  if (settled) {
    await readAddressesAnew(vmId);
    const evidence = { task, portBefore: before, remotePort };
    const params = remotePort === null ? undefined : { subject: String(remotePort) };
    return { seen: "end", outcome: "done", evidence, params };
  }
  const verdict = verdictOf(task === "done" ? "going" : task, row, now);
  return verdict.seen === "end"
    ? { ...verdict, evidence: { ...verdict.evidence, remotePort } }
    : { seen: "nothing", notes: { ...verdict.notes, remotePort } };
}

function wantedOf(row: OperationRow): RemotePort | null {
  const port = typeof row.params === "object" && row.params !== null ? Reflect.get(row.params, "port") : null;
  return port === "first" || port === "random" || typeof port === "number" ? port : null;
}

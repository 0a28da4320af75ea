import "server-only";
import { master } from "@/lib/master";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import { readAddressesAnew } from "../connect/addresses";
import { lookForTaskOf, TASK_TYPE, verdictOf } from "../evidence/task-evidence";
import { type RemotePort, readPortChange } from "./remote-port";

/** A password can't be read back, so its task is the only evidence. */
export const verifyResetPassword = async (vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> =>
  verdictOf(await lookForTaskOf(vmId, TASK_TYPE.password, row), row, now);

/**
 * Done when the port is the one asked for and either its task is finished or, where no task is listed, the port was
 * another one before. Where it was that one already, only the task is evidence.
 */
export async function verifyRemotePort(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const [told, look] = await Promise.all([
    master().readAddresses(vmId, { priority: "motion" }),
    lookForTaskOf(vmId, TASK_TYPE.port, row),
  ]);
  const { seen: task } = look;
  const wanted = wantedOf(row);
  if (!told.ok || wanted === null) {
    return { seen: "nothing", notes: { ...look.notes, task } };
  }
  const before = portBeforeOf(row);
  const { remotePort } = told.value;
  const { matches, changed } = readPortChange(wanted, before, remotePort);
  const isOver = task === "done" || task === "gone";
  // A new random port may not be told; then its task is the evidence.
  const settled = isOver ? matches || wanted === "random" : task !== "in-progress" && matches && changed;
  if (settled) {
    await readAddressesAnew(vmId);
    const evidence = { task, portBefore: before, remotePort };
    const params = remotePort === null ? undefined : { subject: String(remotePort) };
    return { seen: "end", outcome: "done", evidence, params };
  }
  const verdict = verdictOf({ ...look, seen: isOver ? "in-progress" : task }, row, now);
  return verdict.seen === "end"
    ? { ...verdict, evidence: { ...verdict.evidence, remotePort } }
    : { seen: "nothing", notes: { ...verdict.notes, remotePort } };
}

function portBeforeOf(row: OperationRow): number | null {
  const { portBefore } = notesOf(row);
  return typeof portBefore === "number" ? portBefore : null;
}

function wantedOf(row: OperationRow): RemotePort | null {
  const port = typeof row.params === "object" && row.params !== null ? Reflect.get(row.params, "port") : null;
  return port === "first" || port === "random" || typeof port === "number" ? port : null;
}

import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { master } from "@/lib/master";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import { readAddressesAnew } from "../connect/addresses";
import { type Begun, defineCommand } from "../define-command";
import { lookForTaskOf, notesOfTasks, TASK_TYPE, verdictOf } from "../evidence/task-evidence";
import type { OwnedHost } from "../owned-host";
import type { Prepared, Ready } from "../run-command";
import { systemOf } from "../system-name";
import { hostPasswordFault, isWindowsUser } from "./host-password";
import { PORT_CHOICES, type RemotePort, readPortChange, remotePortOf } from "./remote-port";

/**
 * Sets a password that the browser made or a person chose. It is handed to the master and to nothing else: no ledger,
 * no log, no answer. `user` makes an account, on Windows alone; empty: the system's own.
 */
export const resetPassword = defineCommand("reset-password", {
  fields: { password: z.string().max(1024), user: z.string().max(64).optional() },
  begin: ({ input }): Begun<{ password: string; user: string | null }> => {
    const { password } = input;
    const user = input.user || null;
    if (user !== null && !isWindowsUser(user)) {
      return { ok: false, code: "invalid", fields: { user: "windows-user" } };
    }
    const fault = hostPasswordFault(password, user);
    if (fault) {
      return { ok: false, code: "weak-password", fields: { password: fault } };
    }
    const params: Record<string, string> = user === null ? {} : { subject: user, user };
    return { ok: true, value: { password, user }, params };
  },
  prepare: async (ready, { user }): Promise<Prepared<null>> => {
    if (user !== null && !(await isWindows(ready.owned))) {
      return { ok: false, why: "not-windows" };
    }
    const before = await notesOfTasks(ready.owned.vmId, TASK_TYPE.password, ready.options, ready.stateTask);
    return before.ok ? { ok: true, value: null, notes: before.notes } : { ok: false, why: before.fault };
  },
  send: ({ owned, options }, _nothing, typed) => master().resetPassword(owned.vmId, typed, options),
  verify: verifyResetPassword,
});

/** Moves the port that remote desktop or the shell answers on. */
export const changeRemotePort = defineCommand("change-remote-port", {
  fields: { choice: z.enum(PORT_CHOICES), port: z.string().max(32).meta({ asNumber: true }).optional() },
  begin: ({ input }) => {
    const port = remotePortOf(input.choice, input.port ?? "");
    return port === null
      ? { ok: false, code: "invalid", fields: { port: "remote-port" } }
      : {
          ok: true,
          value: port,
          params: { port, ...(typeof port === "number" ? { subject: String(port) } : {}) },
        };
  },
  prepare: preparePort,
  send: ({ owned, options }, _nothing, port) => master().setRemotePort(owned.vmId, port, options),
  verify: verifyRemotePort,
});

/** Notes the port and the tasks there are, by which verification recognises the change. */
async function preparePort({ owned, stateTask, options }: Ready): Promise<Prepared<null>> {
  const [told, tasks] = await Promise.all([
    master().readAddresses(owned.vmId, options),
    notesOfTasks(owned.vmId, TASK_TYPE.port, options, stateTask),
  ]);
  if (!told.ok) {
    return { ok: false, why: told.fault };
  }
  return tasks.ok
    ? { ok: true, value: null, notes: { ...tasks.notes, portBefore: told.value.remotePort } }
    : { ok: false, why: tasks.fault };
}

/** By the mirror's row, which the reads inside the lock have just written. */
async function isWindows(owned: OwnedHost): Promise<boolean> {
  const [row] = await database().select().from(hosts).where(eq(hosts.vmId, owned.vmId));
  const { imageName, osFamily } = row ?? owned.row;
  return systemOf(imageName, osFamily).family === "windows";
}

/** A password can't be read back, so its task is the only evidence. */
async function verifyResetPassword(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  return verdictOf(await lookForTaskOf(vmId, TASK_TYPE.password, row), row, now);
}

/**
 * Done when the port is the one asked for and either its task is finished or, where no task is listed, the port was
 * another one before. Where it was that one already, only the task is evidence.
 */
async function verifyRemotePort(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
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

export const accessCommands = { "reset-password": resetPassword, "change-remote-port": changeRemotePort };

import "server-only";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { master } from "@/lib/master";
import type { OwnedHost } from "../owned-host";
import { type Prepared, type Ready, runCommand } from "../run-command";
import { notesOfTasks, TASK_TYPE } from "../task-evidence";
import { type PortChoice, type RemotePort, remotePortOf } from "./remote-port";

/** Moves the port that remote desktop or the shell answers on. */
export async function performChangeRemotePort(
  owned: OwnedHost,
  asked: { choice: PortChoice; port: string },
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> {
  const port = remotePortOf(asked.choice, asked.port);
  if (port === null) {
    return { ok: false, code: "invalid", fields: { port: "remote-port" } };
  }
  return runCommand(
    owned,
    {
      kind: "change-remote-port",
      params: { port, ...(typeof port === "number" ? { subject: String(port) } : {}) },
      prepare,
      send: ({ options }) => master().setRemotePort(owned.vmId, port satisfies RemotePort, options),
    },
    formKey,
    viewer,
  );
}

/** What the port was, and which tasks there were: what comes after is told by these. */
async function prepare({ owned, stateTask, options }: Ready): Promise<Prepared<null>> {
  const [told, tasks] = await Promise.all([
    master().readAddresses(owned.vmId, options),
    notesOfTasks(owned.vmId, TASK_TYPE.port, options, stateTask),
  ]);
  if (!told.ok) {
    return { ok: false, why: told.fault };
  }
  return tasks.ok
    ? { ok: true, value: null, probe: { ...tasks.notes, portBefore: told.value.remotePort } }
    : { ok: false, why: tasks.fault };
}

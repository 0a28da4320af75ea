import "server-only";
import { eq } from "drizzle-orm";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { master } from "@/lib/master";
import type { OwnedHost } from "../owned-host";
import { type Prepared, type Ready, runCommand } from "../run-command";
import { systemOf } from "../system-name";
import { notesOfTasks, TASK_TYPE } from "../task-evidence";
import { hostPasswordFault, isWindowsUser } from "./host-password";

/**
 * Sets a password that the browser made or a person chose. It is handed to the master and to nothing else: no ledger,
 * no log, no answer. `user` makes an account, on Windows alone; empty: the system's own.
 */
export async function performResetPassword(
  owned: OwnedHost,
  typed: { password: string; user: string },
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> {
  const { password } = typed;
  const user = typed.user === "" ? null : typed.user;
  if (user !== null && !isWindowsUser(user)) {
    return { ok: false, code: "invalid", fields: { user: "windows-user" } };
  }
  const fault = hostPasswordFault(password, user);
  if (fault) {
    return { ok: false, code: "weak-password", fields: { password: fault } };
  }
  return runCommand(
    owned,
    {
      kind: "reset-password",
      params: user === null ? {} : { subject: user, user },
      prepare: (ready) => prepare(user, ready),
      send: ({ options }) => master().resetPassword(owned.vmId, { password, user }, options),
    },
    formKey,
    viewer,
  );
}

async function prepare(user: string | null, ready: Ready): Promise<Prepared<null>> {
  if (user !== null && !(await isWindows(ready.owned))) {
    return { ok: false, why: "not-windows" };
  }
  const before = await notesOfTasks(ready.owned.vmId, TASK_TYPE.password, ready.options, ready.stateTask);
  return before.ok ? { ok: true, value: null, probe: before.notes } : { ok: false, why: before.fault };
}

/** By the row as the lock's own look at owner and state has just written it. */
async function isWindows(owned: OwnedHost): Promise<boolean> {
  const [row] = await database().select().from(hosts).where(eq(hosts.vmId, owned.vmId));
  const { imageName, osFamily } = row ?? owned.row;
  return systemOf(imageName, osFamily).family === "windows";
}

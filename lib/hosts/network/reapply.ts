import "server-only";
import { takePoint } from "@/lib/accounts/rate-limit";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { master } from "@/lib/master";
import type { OwnedHost } from "../owned-host";
import { runCommand } from "../run-command";
import { notesOfTasks, TASK_TYPE } from "../task-evidence";

/** Each one cuts the host's connections for a moment: a few are a repair, many are a nuisance. */
const LIMIT = { scope: "reapply-addresses", points: 10, seconds: 600 };

/** Has the master write the host's addresses into its system again. */
export async function performReapply(
  owned: OwnedHost,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> {
  const waitSeconds = await takePoint(LIMIT, owned.tenancyId);
  if (waitSeconds > 0) {
    return { ok: false, code: "too-many", waitSeconds };
  }
  return runCommand(
    owned,
    {
      kind: "reapply-addresses",
      prepare: async ({ stateTask, options }) => {
        const before = await notesOfTasks(owned.vmId, TASK_TYPE.addresses, options, stateTask);
        return before.ok ? { ok: true, value: null, probe: before.notes } : { ok: false, why: before.fault };
      },
      send: ({ options }) => master().reapplyAddresses(owned.vmId, options),
    },
    formKey,
    viewer,
  );
}

import "server-only";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { master } from "@/lib/master";
import { isInProgress } from "@/lib/operations/operation-view";
import { readOperation } from "@/lib/operations/read-ledger";
import { operationResultOf } from "../operation-result";
import type { OwnedHost } from "../owned-host";
import { nothingToPrepare, runCommand } from "../run-command";
import { consoleLimitMs } from "./console-limit";
import { noteAllEnded } from "./console-rows";
import { settleWhereSeen } from "./end-opened";

/** Ends the host's console, whoever opened it, and says at once whether it is gone where that can be seen. */
export async function performEndConsole(
  owned: OwnedHost,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> {
  const result = await runCommand(
    owned,
    {
      kind: "end-console",
      limitMs: consoleLimitMs(),
      prepare: nothingToPrepare,
      send: ({ options }) => master().endConsole(owned.vmId, options),
    },
    formKey,
    viewer,
  );
  if (!result.ok || !result.operation) {
    return result;
  }
  const row = await readOperation(result.operation.id);
  // Where no answer came, a look may tell as well as where it did.
  // The same form's first sending may not have left yet: a console that isn't open is no evidence of it.
  const ended = row?.sentAt && isInProgress(row.outcome) ? await settleWhereSeen(row, owned.vmId) : row;
  if (result.operation.acceptedAt !== null || ended?.outcome === "done") {
    await noteAllEnded(owned.tenancyId);
  }
  return ended ? operationResultOf(ended, viewer) : result;
}

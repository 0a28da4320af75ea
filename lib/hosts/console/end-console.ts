import "server-only";
import type { Viewer } from "@/lib/accounts/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { master } from "@/lib/master";
import { readOperation } from "@/lib/operations/read-ledger";
import { operationResultOf } from "../operation-result";
import type { OwnedHost } from "../owned-host";
import { nothingToPrepare, performOperation } from "../perform";
import { consoleLimitMs } from "./console-limit";
import { noteAllEnded } from "./console-rows";
import { settleWhereSeen } from "./end-opened";

/** Ends the host's console, whoever opened it, and says at once whether it is gone where that can be seen. */
export async function performEndConsole(
  owned: OwnedHost,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> {
  const result = await performOperation(
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
  const { id, outcome, acceptedAt } = result.operation;
  if (acceptedAt !== null || outcome === "done") {
    await noteAllEnded(owned.tenancyId);
  }
  const row = await readOperation(id);
  const ended = row?.outcome === "open" ? await settleWhereSeen(row, owned.vmId) : row;
  return ended ? operationResultOf(ended, viewer) : result;
}

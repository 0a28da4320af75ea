import "server-only";
import { master } from "@/lib/master";
import { isInProgress } from "@/lib/operations/operation-view";
import { readOperation } from "@/lib/operations/read-ledger";
import { defineCommand } from "../define-command";
import { operationResultOf } from "../operation-result";
import { nothingToPrepare } from "../run-command";
import { consoleLimitMs } from "./console-limit";
import { noteAllEnded } from "./console-rows";
import { settleWhereSeen } from "./end-opened";
import { verifyEndConsole } from "./verify-console";

/** Ends the host's console, whoever opened it, and says at once whether it is gone where that can be seen. */
export const endConsole = defineCommand("end-console", {
  fields: {},
  limitMs: consoleLimitMs,
  prepare: nothingToPrepare,
  send: ({ owned, options }) => master().endConsole(owned.vmId, options),
  finish: async (result, _input, { owned, viewer }) => {
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
  },
  verify: verifyEndConsole,
});

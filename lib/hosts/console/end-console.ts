import "server-only";
import type { Viewer } from "@/lib/accounts/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { master } from "@/lib/master";
import { settle } from "@/lib/operations/ledger";
import { readOperation } from "@/lib/operations/read-ledger";
import { operationResultOf } from "../operation-result";
import type { OwnedHost } from "../owned-host";
import { nothingToPrepare, performOperation } from "../perform";
import { noteAllEnded } from "./console-rows";
import { consoleLimitMs } from "./open-console";
import { probeEndConsole } from "./probe-console";

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
  if (outcome === "open") {
    const verdict = await probeEndConsole(owned.vmId);
    const { evidence } = verdict.seen === "end" ? verdict : { evidence: null };
    await (evidence && settle(id, { outcome: "done", evidence }));
  }
  const row = await readOperation(id);
  return row ? operationResultOf(row, viewer) : result;
}

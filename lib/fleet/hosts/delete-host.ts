import "server-only";
import { config } from "@/lib/config";
import { defineCommand } from "@/lib/hosts/define-command";
import { markGone } from "@/lib/hosts/mirror/hide-rows";
import { isRefusedById } from "@/lib/hosts/mirror/missing-rows";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { isProtected } from "@/lib/hosts/protection/protection";
import { nothingToPrepare } from "@/lib/hosts/run-command";
import { master } from "@/lib/master";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import { ticked } from "./host-form";
import { rowLimitMs } from "./row-evidence";
import { isTyped, typedName, WRONG_NAME } from "./typed-name";

/** `forced`: also what the master would not delete by itself, such as a host that runs. */
export const deleteHost = defineCommand("delete-host", {
  fields: { typedName, forced: ticked },
  limitMs: rowLimitMs,
  // The owner's protection doesn't keep staff from it; the row says that there was one.
  begin: async ({ owned, input: { typedName: typed, forced } }) =>
    isTyped(owned, typed)
      ? {
          ok: true,
          value: forced,
          params: {
            subject: owned.row.name ?? owned.vmId,
            ...{ forced, owner: owned.owner, protected: await isProtected(owned.tenancyId) },
          },
        }
      : WRONG_NAME,
  prepare: nothingToPrepare,
  send: ({ owned, options }, _nothing, forced) => master().deleteHost(owned.vmId, { forced }, options),
  verify,
});

/**
 * Done when it is not listed and refused by its id: once after the command's own `0`, without it again after the time in
 * which the mirror takes a host out on the same evidence.
 */
async function verify(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const asOf = new Date();
  const read = await readOne(vmId, { priority: "motion" });
  // A row that isn't listed is no evidence by itself: an answer can come empty without a reason.
  if (read.found !== "none" || (await isRefusedById(vmId, { priority: "motion" })) !== true) {
    return { seen: "nothing", notes: { ...notes, goneSince: null } };
  }
  const since = typeof notes.goneSince === "string" ? new Date(notes.goneSince) : now;
  const isLong = now.getTime() - since.getTime() >= config().operations.noEvidenceMs;
  if (row.acceptedAt === null && !isLong) {
    return { seen: "nothing", notes: { ...notes, goneSince: since.toISOString(), underWay: true } };
  }
  await markGone(vmId, asOf);
  return { seen: "end", outcome: "done", evidence: { listed: false } };
}

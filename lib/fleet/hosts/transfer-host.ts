import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { isRstackAdmin } from "@/lib/accounts/sign-in/sign-in-eligibility";
import { database } from "@/lib/db/connection";
import { handovers } from "@/lib/db/host-schema";
import { ownerMoves } from "@/lib/db/staff-schema";
import { standingLimits } from "@/lib/hosts/cpu-limit/standing-limit";
import { defineCommand } from "@/lib/hosts/define-command";
import { currentTenancy } from "@/lib/hosts/mirror/tenancies";
import type { Obstacle, Prepared, Ready } from "@/lib/hosts/run-command";
import { master } from "@/lib/master";
import { type NotificationEvent, recordNotification } from "@/lib/notifications/record";
import type { OperationRow } from "@/lib/operations/operation-row";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import type { HostChanges } from "@/lib/rstack/provider-inputs";
import { readCustomer } from "../customers/find-customers";
import { ownLimit, readLimit } from "./cpu-limit";
import { rowLimitMs, verifyRow } from "./row-evidence";
import { isTyped, typedName, WRONG_NAME } from "./typed-name";

/** Hands the host over; from then on the customer before sees nothing of it, and the new one nothing of what was before. */
export const transferHost = defineCommand("transfer-host", {
  fields: { newOwner: z.string().trim().min(1).max(64), typedName },
  limitMs: rowLimitMs,
  begin: ({ owned, input }) => {
    const owner = parseUserId(input.newOwner);
    if (!owner) {
      return { ok: false, code: "not-possible", reason: "no-such-customer" };
    }
    // The customer before reads this line in their activity: to whom is not theirs to know.
    return isTyped(owned, input.typedName)
      ? { ok: true, value: owner, params: { changes: { owner } } }
      : WRONG_NAME;
  },
  prepare,
  send: ({ owned, options }, restored, owner) =>
    master().updateHost(owned.vmId, { owner, ...restored }, options),
  verify: async (vmId, row) => {
    const verdict = await verifyRow(vmId, row);
    if (verdict.seen === "end") {
      await noteHandedOver(row);
    }
    return verdict;
  },
});

async function prepare({ owned, options }: Ready, owner: UserId): Promise<Prepared<HostChanges>> {
  if (owned.owner === owner) {
    return { ok: false, why: "nothing-changed" };
  }
  const read = await readCustomer(owner, "command");
  if (read.found === "fault") {
    return { ok: false, why: read.fault };
  }
  // RStack's own administrators have no hosts in the panel.
  if (read.found !== "one" || isRstackAdmin(read.user)) {
    return { ok: false, why: "no-such-customer" };
  }
  const lifted = await liftedFor({ owned, options });
  if (!lifted.ok) {
    return lifted;
  }
  await forgetOwnerMove(owned.owner, owner);
  return { ok: true, value: lifted.changes, notes: { before: { owner: owned.owner } } };
}

/** A limit of CPU was the customer's before: the new one gets the host as it was without it. */
async function liftedFor(
  ready: Pick<Ready, "owned" | "options">,
): Promise<{ ok: true; changes: HostChanges } | { ok: false; why: Obstacle }> {
  const { tenancyId } = ready.owned;
  if ((await standingLimits(tenancyId)).length === 0) {
    return { ok: true, changes: {} };
  }
  const read = await readLimit(ready);
  if (!read.ok) {
    return read;
  }
  const own = await ownLimit(tenancyId, read.percent);
  return { ok: true, changes: own ? { cpuLimitPercent: own.before } : {} };
}

/** Two people, then: a change of one's number to the other's that never was confirmed is none. */
export async function forgetOwnerMove(from: UserId | null, to: UserId): Promise<void> {
  await database()
    .delete(ownerMoves)
    .where(and(eq(ownerMoves.fromOwner, from ?? ""), eq(ownerMoves.toOwner, to)));
}

/** Ends the offer that a transfer was accepted by, and tells both customers, once. For any other transfer it does nothing. */
async function noteHandedOver(row: OperationRow): Promise<void> {
  await database().transaction(async (tx) => {
    const [offer] = await tx
      .update(handovers)
      .set({ endedAt: sql`coalesce(${handovers.endedAt}, now())`, ending: "accepted" })
      .where(eq(handovers.operationId, row.id))
      .returning({ id: handovers.id });
    const next = offer && (await currentTenancy(tx, row.vmId));
    if (!next || next.id === row.tenancyId) {
      return;
    }
    const news = (what: "host-given" | "host-received"): NotificationEvent => ({
      ...{ kind: "factors-changed", key: `operation ${row.id} ${what}` },
      data: { what },
    });
    await recordNotification({ tenancyId: row.tenancyId }, news("host-given"), tx);
    await recordNotification({ tenancyId: next.id }, news("host-received"), tx);
  });
}

import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { enterable } from "@/lib/accounts/sign-in/sign-in-eligibility";
import { actingCustomer } from "@/lib/accounts/status/acting-customer";
import type { ActionResult } from "@/lib/action-result";
import { database } from "@/lib/db/connection";
import { handovers } from "@/lib/db/host-schema";
import { accounts, hosts, operations, tenancies } from "@/lib/db/schema";
import { hostServices } from "@/lib/db/token-schema";
import { defineCommand } from "@/lib/hosts/define-command";
import { stateOfRow } from "@/lib/hosts/host-view-of";
import { boundDomains } from "@/lib/hosts/network/read-network";
import { findHost } from "@/lib/hosts/owned-host";
import type { Obstacle, Prepared, Ready } from "@/lib/hosts/run-command";
import { master } from "@/lib/master";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { readCustomer } from "../customers/find-customers";
import { rowLimitMs } from "../hosts/row-evidence";
import { forgetOwnerMove, transferHost } from "../hosts/transfer-host";
import { type Handover, isFor, isOpen, keptBy, keptIn } from "./offers";

const OVER: ActionResult = { ok: false, code: "not-possible", reason: "offer-over" };

/** The same command as staff's, in the last owner's name, by the proof of an offer. */
const handOver = defineCommand(transferHost.kind, {
  fields: { offer: z.uuid(), acceptedBy: z.uuid(), newOwner: z.string() },
  limitMs: rowLimitMs,
  begin: ({ input }) => {
    const owner = parseUserId(input.newOwner);
    return owner
      ? { ok: true, value: { ...input, owner }, params: { changes: { owner }, handover: input.offer } }
      : { ok: false, code: "not-possible", reason: "no-such-customer" };
  },
  prepare: (ready, asked) => prepare(ready, asked),
  // What marks it as sent holds the offer's row: it can't be taken back from then on.
  sendIf: ({ offer, acceptedBy, owner }) => ({
    holds: sql`exists (select 1 from ${handovers} join ${tenancies} t on t.id = ${handovers}.tenancy_id
      where ${handovers}.id = ${offer} and ${isOpen} and ${isFor(acceptedBy)}
        and t.until is null and t.protected_at is null
        and not exists (select 1 from ${hostServices} s where s.tenancy_id = t.id and s.reference is not null)
        and exists (select 1 from ${accounts} b where b.id = ${acceptedBy} and b.user_id = ${owner})
      for share of handovers, t)`,
    otherwise: "offer-over",
  }),
  send: ({ owned, options }, _nothing, { owner }) => master().updateHost(owned.vmId, { owner }, options),
  verify: transferHost.verify,
});

interface Accepted {
  offer: string;
  acceptedBy: string;
  owner: UserId;
}

async function prepare(
  { owned, row, options }: Ready,
  { offer, acceptedBy, owner }: Accepted,
): Promise<Prepared<null>> {
  const no = (why: Obstacle) => ({ ok: false as const, why });
  if (owned.owner === owner || owned.owner === null) {
    return no("nothing-changed");
  }
  // Owner and state were read just now, both into the mirror: what the host was opened with may be a minute old.
  const [now] = await database().select().from(hosts).where(eq(hosts.vmId, owned.vmId));
  const state = now ? stateOfRow(now) : "unknown";
  const unknown = state === "unknown" ? "state-unknown" : null;
  const kept = keptIn(state) ?? unknown ?? (await keptBy(owned.tenancyId, row.id));
  if (kept) {
    return no(kept);
  }
  for (const customer of [owned.owner, owner]) {
    const read = await readCustomer(customer, "command");
    if (read.found === "fault") {
      return no(read.fault);
    }
    if (read.found !== "one" || enterable(read.user) === null) {
      return no("no-such-customer");
    }
  }
  const domains = await boundDomains(owned, options);
  const [taken] = await database()
    .update(handovers)
    .set({ operationId: row.id, acceptedBy })
    .where(and(eq(handovers.id, offer), isOpen, isFor(acceptedBy)))
    .returning();
  if (!taken) {
    return no("offer-over");
  }
  if (domains === null || domains.some((domain) => !taken.domains.includes(domain))) {
    return no("domains-changed");
  }
  await forgetOwnerMove(owned.owner, owner);
  return { ok: true, value: null, notes: { before: { owner: owned.owner } } };
}

/**
 * The other customer's yes. Owner, state, both customers and the offer are proven anew; the command is sent once, however
 * often it is pressed. The answer tells nothing of the owner's.
 */
export async function acceptOffer({ accountId, userId, locale }: Viewer, id: string): Promise<ActionResult> {
  const [found] = await database()
    .select({ offer: handovers, vmId: tenancies.vmId, outcome: operations.outcome })
    .from(handovers)
    .innerJoin(tenancies, and(eq(tenancies.id, handovers.tenancyId), isNull(tenancies.until)))
    .leftJoin(operations, eq(operations.id, handovers.operationId))
    .where(and(eq(handovers.id, id), isOpen, isFor(accountId)));
  if (!found || userId === null) {
    return OVER;
  }
  const { offer, vmId, outcome } = found;
  if (offer.operationId && outcome !== null && outcome !== "not-sent") {
    // It was pressed at the same moment, or the panel stopped before it could note what came of it.
    await noteAttempt(offer.id, offer.operationId);
    return { ok: true };
  }
  const acting = await actingCustomer({ id: offer.accountId, schedule: offer.id, language: locale });
  const { schedule: _, ...owner } = typeof acting === "string" ? { schedule: "" } : acting;
  const owned = "accountId" in owner ? await findHost(owner, vmId) : null;
  if (owned === "not-asked") {
    return { ok: false, code: "master-down" };
  }
  if (!("accountId" in owner) || owned?.tenancyId !== offer.tenancyId) {
    return OVER;
  }
  // An attempt that was not sent is over: the next one has another key. Twice at once is the same.
  const asked = { offer: offer.id, acceptedBy: accountId, newOwner: userId };
  return told(await handOver.run(owned, asked, offer.operationId ?? offer.id, owner), offer);
}

async function told(result: ActionResult, offer: Handover): Promise<ActionResult> {
  if (result.operation && (result.ok || result.code !== "busy")) {
    await noteAttempt(offer.id, result.operation.id);
  }
  if (result.ok) {
    return { ok: true };
  }
  const { code, reason } = result;
  if (code === "not-found") {
    return OVER;
  }
  // Why the host stays with its owner is no business of the other one's.
  const isOwn = reason === "offer-over" || reason === "domains-changed";
  return code === "not-possible" && !isOwn
    ? { ok: false, code, reason: "kept" }
    : { ok: false, code, reason };
}

/** What was sent ends the offer; what was not, or waits to be, leaves it open. */
async function noteAttempt(id: string, operationId: string) {
  const [operation] = await database().select().from(operations).where(eq(operations.id, operationId));
  const isSent = operation?.sentAt != null;
  await database()
    .update(handovers)
    .set({ operationId, ...(isSent && { endedAt: sql`now()`, ending: "accepted" as const }) })
    .where(and(eq(handovers.id, id), isNull(handovers.endedAt)));
}

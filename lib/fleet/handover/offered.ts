import "server-only";
import { and, desc, eq, exists, gt, isNull, or, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { handovers } from "@/lib/db/host-schema";
import { accounts, hosts, operations, tenancies } from "@/lib/db/schema";
import { hostServices } from "@/lib/db/token-schema";
import { resetPassword } from "@/lib/hosts/access/access-commands";
import { reinstall } from "@/lib/hosts/reinstall/reinstall-command";
import { isInProgress, type OperationOutcome } from "@/lib/operations/operation-view";
import { knownPlans } from "@/lib/provider/plans";
import type { UserId } from "@/lib/rstack/ids";
import { type Handover, isFor, isOpen } from "./offers";

/** So long an accepted one is shown. */
const SHOWN_DAYS = 30;

/** Where an offer stands for whom it was made to. `unsure`: it may or may not have happened. */
export type OfferedState = "waiting" | "going" | "done" | "unsure" | "failed";

/** What the other customer sees before they say yes: nothing that is kept inside, and nothing that the owner wrote. */
export interface OfferedHost {
  id: string;
  hostId: string;
  name: string;
  /** The account that offers it, as its owner calls it. */
  from: string;
  state: OfferedState;
  plan: string | null;
  cpuCores: number | null;
  memoryMb: number | null;
  region: string | null;
  usedGb: number | null;
  /** 0: unlimited. */
  limitGb: number | null;
  domains: string[];
  /** ISO 8601. */
  expiresAt: string;
  /** Of one that is theirs by now: its password is still the last owner's, as far as the panel knows. */
  needsPassword: boolean;
}

/** A password or a system of the tenancy that is theirs now. */
const hasNewPassword = sql<boolean>`exists (select 1 from ${operations} p join ${tenancies} own
  on own.id = p.tenancy_id and own.until is null and own.vm_id = ${tenancies}.vm_id
  where p.kind in (${resetPassword.kind}, ${reinstall.kind}) and p.outcome = 'done')`;

/** What this account can answer, and what it accepted lately; the newest first. */
export async function offersTo(accountId: string, userId: UserId): Promise<OfferedHost[]> {
  const wasAccepted = and(
    eq(handovers.acceptedBy, accountId),
    gt(handovers.madeAt, sql`now() - make_interval(days => ${SHOWN_DAYS})`),
  );
  const rows = await database()
    .select({
      offer: handovers,
      from: sql<string>`coalesce(${accounts.displayName}, ${accounts.username})`,
      owner: tenancies.owner,
      until: tenancies.until,
      host: hosts,
      planId: hostServices.planId,
      outcome: operations.outcome,
      hasNewPassword,
    })
    .from(handovers)
    .innerJoin(tenancies, eq(tenancies.id, handovers.tenancyId))
    .innerJoin(accounts, eq(accounts.id, handovers.accountId))
    .innerJoin(hosts, eq(hosts.vmId, tenancies.vmId))
    .leftJoin(hostServices, eq(hostServices.tenancyId, tenancies.id))
    .leftJoin(operations, eq(operations.id, handovers.operationId))
    .where(or(and(isOpen, isNull(tenancies.until), isFor(accountId)), wasAccepted))
    .orderBy(desc(handovers.madeAt), handovers.id);
  const plans = new Map((await knownPlans()).map(({ id, name }) => [id, name]));
  return rows.flatMap(({ offer, host, from, owner, until, planId, outcome, ...row }): OfferedHost[] => {
    const isTheirs = until !== null && host.owner === userId;
    // Of one that is neither the offerer's any more nor theirs nothing is known here.
    if (!isTheirs && (until !== null || host.owner !== owner)) {
      return [];
    }
    const state = isTheirs ? "done" : stateOf(offer, outcome);
    return state === null
      ? []
      : [
          {
            ...{ id: offer.id, hostId: host.vmId, name: offer.hostName, from, state },
            plan: plans.get(planId ?? "") ?? null,
            ...{ cpuCores: host.cpuCores, memoryMb: host.memoryMb, region: host.areaName ?? host.nodeName },
            ...{ usedGb: host.trafficUsedGb, limitGb: host.trafficLimitGb, domains: offer.domains },
            expiresAt: offer.expiresAt.toISOString(),
            needsPassword: isTheirs && !row.hasNewPassword,
          },
        ];
  });
}

/** Null: it is over, and nothing came of it. */
function stateOf({ endedAt, expiresAt }: Handover, outcome: OperationOutcome | null): OfferedState | null {
  if (outcome === null || outcome === "not-sent") {
    return endedAt === null && expiresAt.getTime() > Date.now() ? "waiting" : null;
  }
  if (isInProgress(outcome) || outcome === "done") {
    return "going";
  }
  return outcome === "unconfirmed" ? "unsure" : "failed";
}

/** For the list of hosts: whether somebody offers this account one. */
export async function isOffered(accountId: string): Promise<boolean> {
  const open = database()
    .select({ id: handovers.id })
    .from(handovers)
    .innerJoin(tenancies, and(eq(tenancies.id, handovers.tenancyId), isNull(tenancies.until)))
    .where(and(isOpen, isFor(accountId)));
  const { rows } = await database().execute<{ is: boolean }>(sql`select ${exists(open)} as is`);
  return rows[0]?.is === true;
}

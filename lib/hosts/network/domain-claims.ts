import "server-only";
import { and, desc, eq, gt, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { domainClaims } from "@/lib/db/host-schema";
import { ADVISORY_LOCKS } from "@/lib/db/locks";
import { operations, tenancies } from "@/lib/db/schema";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import type { OperationRow } from "@/lib/operations/operation-row";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions, Mapping } from "@/lib/rstack/master-client";
import { hasContent, type Outcome } from "@/lib/rstack/outcome";
import { isContradicted } from "../evidence/seen-entries";
import { currentTenancy } from "../mirror/tenancies";
import { namesAbove, zonesOf } from "./domain-name";

/** How long after a name was unbound it takes a proof to bind it for another customer. */
const HELD_MS = 30 * 86_400_000;
/** A claim that was seen this short a time ago is not written again. */
const SEEN_AGAIN_MS = 600_000;

/** A host's mappings as the master lists them; which names it has bound is kept. Never throws for that. */
export async function readMappings(vmId: VmId, options: CallOptions): Promise<Outcome<Mapping[]>> {
  const listed = await master().listMappings(vmId, options);
  if (listed.ok) {
    const domains = zonesOf(
      listed.value.flatMap(({ kind, domain }) => (kind === "domain" ? [domain ?? ""] : [])),
    );
    await noteBound(vmId, domains, hasContent(listed)).catch((err) =>
      log.warn({ err, vmId }, "the domains of a host were not kept"),
    );
  }
  return listed;
}

/** Whether these mappings came without a body where some were listed before. */
export const areMappingsContradicted = (vmId: VmId, listed: Outcome<Mapping[]>): Promise<boolean> =>
  isContradicted("mappings", vmId, listed, (options) => readMappings(vmId, options));

/** `isWhole`: names that are not among these are no longer bound to the host. */
export async function noteBound(vmId: string, domains: readonly string[], isWhole: boolean): Promise<void> {
  const tenancy = await currentTenancy(database(), vmId);
  if (!tenancy) {
    return;
  }
  if (domains.length > 0) {
    await database()
      .insert(domainClaims)
      .values([...new Set(domains)].map((domain) => ({ domain, tenancyId: tenancy.id, seenAt: sql`now()` })))
      .onConflictDoUpdate({
        target: [domainClaims.domain, domainClaims.tenancyId],
        set: { seenAt: sql`now()`, endedAt: null },
        setWhere: sql`${domainClaims.seenAt} is null or ${domainClaims.endedAt} is not null
          or ${domainClaims.seenAt} < now() - ${SEEN_AGAIN_MS} * interval '1 millisecond'`,
      });
  }
  if (isWhole) {
    await database()
      .update(domainClaims)
      .set({ endedAt: sql`now()` })
      .where(
        and(
          eq(domainClaims.tenancyId, tenancy.id),
          isBound(),
          ...domains.map((domain) => ne(domainClaims.domain, domain)),
        ),
      );
  }
}

const isBound = () => and(isNotNull(domainClaims.seenAt), isNull(domainClaims.endedAt));

/** The master lists the name nowhere: whoever had it has it no longer. */
export async function noteUnbound(domain: string, tenancyId?: string): Promise<void> {
  await database()
    .update(domainClaims)
    .set({ endedAt: sql`now()` })
    .where(
      and(
        eq(domainClaims.domain, domain),
        isBound(),
        tenancyId ? eq(domainClaims.tenancyId, tenancyId) : undefined,
      ),
    );
}

/** False where an operation of another host that binds the same name is in progress: of several, one goes on. */
export async function reserveName(domain: string, row: OperationRow): Promise<boolean> {
  return database().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.domainName}, hashtext(${domain}))`);
    const [other] = await tx
      .select({ id: operations.id })
      .from(domainClaims)
      .innerJoin(operations, eq(operations.id, domainClaims.operationId))
      .where(
        and(
          eq(domainClaims.domain, domain),
          inArray(operations.outcome, ["open", "checking"]),
          ne(operations.id, row.id),
        ),
      )
      .limit(1);
    if (!other) {
      await tx
        .insert(domainClaims)
        .values({ domain, tenancyId: row.tenancyId, operationId: row.id })
        .onConflictDoUpdate({
          target: [domainClaims.domain, domainClaims.tenancyId],
          set: { operationId: row.id },
        });
    }
    return !other;
  });
}

/**
 * What is known of who had a name last: `own` the same customer, `lately` another within 30 days (or a name above or
 * below it), `earlier` another before that, `nobody`.
 */
export async function lastHolderOf(
  domain: string,
  by: { tenancyId: string; owner: string | null },
): Promise<"own" | "lately" | "earlier" | "nobody"> {
  const [last] = await database()
    .select({
      tenancyId: domainClaims.tenancyId,
      owner: tenancies.owner,
      isLate: sql<boolean>`${isHeld()}`,
    })
    .from(domainClaims)
    .innerJoin(tenancies, eq(tenancies.id, domainClaims.tenancyId))
    .where(and(eq(domainClaims.domain, domain), isNotNull(domainClaims.seenAt)))
    .orderBy(desc(domainClaims.seenAt))
    .limit(1);
  if (last && (last.tenancyId === by.tenancyId || last.owner === by.owner)) {
    return "own";
  }
  if (last?.isLate || (await isHeldAround(domain, by))) {
    return "lately";
  }
  return last ? "earlier" : "nobody";
}

const isHeld = () => sql`(${domainClaims.endedAt} is null
  or ${domainClaims.endedAt} > now() - ${HELD_MS} * interval '1 millisecond')`;

/**
 * Whether another customer has, or had within 30 days, a name above this one or below it: a wildcard record can lead
 * here for names that nobody has bound yet.
 */
async function isHeldAround(
  domain: string,
  by: { tenancyId: string; owner: string | null },
): Promise<boolean> {
  const ending = `.${domain}`;
  const [held] = await database()
    .select({ domain: domainClaims.domain })
    .from(domainClaims)
    .innerJoin(tenancies, eq(tenancies.id, domainClaims.tenancyId))
    .where(
      and(
        or(
          inArray(domainClaims.domain, namesAbove(domain)),
          sql`right(${domainClaims.domain}, ${ending.length}) = ${ending}`,
        ),
        isNotNull(domainClaims.seenAt),
        isHeld(),
        ne(domainClaims.tenancyId, by.tenancyId),
        sql`${tenancies.owner} is distinct from ${by.owner}`,
      ),
    )
    .limit(1);
  return held !== undefined;
}

/** Notes that a proof was asked for, so that staff can allow the name; true where they did. */
export async function isAllowed(domain: string, tenancyId: string): Promise<boolean> {
  const [claim] = await database()
    .update(domainClaims)
    .set({ askedAt: sql`now()` })
    .where(and(eq(domainClaims.domain, domain), eq(domainClaims.tenancyId, tenancyId)))
    .returning({ allowedAt: domainClaims.allowedAt });
  return claim?.allowedAt != null;
}

const ASKED_FOR_DAYS = 30;

/** Names for which a tenancy was asked for a proof lately, and neither bound them nor was allowed to. */
export async function namesToAllow(tenancyId: string): Promise<string[]> {
  const rows = await database()
    .select({ domain: domainClaims.domain })
    .from(domainClaims)
    .where(
      and(
        eq(domainClaims.tenancyId, tenancyId),
        gt(domainClaims.askedAt, sql`now() - ${ASKED_FOR_DAYS} * interval '1 day'`),
        isNull(domainClaims.allowedAt),
        or(isNull(domainClaims.seenAt), isNotNull(domainClaims.endedAt)),
      ),
    )
    .orderBy(domainClaims.domain);
  return rows.map(({ domain }) => domain);
}

/** Staff's word for one name and one tenancy. False where no proof was asked for it. */
export async function allowName(domain: string, tenancyId: string, allowedBy: string): Promise<boolean> {
  const allowed = await database()
    .update(domainClaims)
    .set({ allowedAt: sql`now()`, allowedBy })
    .where(
      and(
        eq(domainClaims.domain, domain),
        eq(domainClaims.tenancyId, tenancyId),
        isNotNull(domainClaims.askedAt),
      ),
    )
    .returning({ domain: domainClaims.domain });
  return allowed.length > 0;
}

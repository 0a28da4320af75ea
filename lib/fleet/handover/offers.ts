import "server-only";
import { and, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import { mailInvitation } from "@/lib/accounts/links/link-mail";
import { nameKey } from "@/lib/accounts/names";
import { takePoint } from "@/lib/accounts/rate-limit";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { type Database, database, type Transaction } from "@/lib/db/connection";
import { handovers } from "@/lib/db/host-schema";
import { rescues } from "@/lib/db/schedule-schema";
import { accounts, operations, tenancies } from "@/lib/db/schema";
import { hostServices, orders } from "@/lib/db/token-schema";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { recordNotification } from "@/lib/notifications/record";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { CONSOLE_KINDS } from "@/lib/operations/command-rules";
import type { HostState } from "@/lib/operations/host-states";
import type { UserId } from "@/lib/rstack/ids";

/** How long an offer waits for an answer. */
export const OFFER_HOURS = 72;
const EACH_CUSTOMER = { scope: "handover", points: 5, seconds: 24 * 3600 };

export type Handover = typeof handovers.$inferSelect;

/** In these states a host stays with its owner. */
const KEPT_IN: { readonly [state in HostState]?: BlockReason } = {
  "setting-up": "setting-up",
  "setup-failed": "setup-failed",
  locked: "locked",
  suspended: "suspended",
  "over-traffic": "over-traffic",
  "out-of-traffic": "out-of-traffic",
};

export const keptIn = (state: HostState): BlockReason | null => KEPT_IN[state] ?? null;

/** Neither ended nor expired. */
export const isOpen: SQL = and(isNull(handovers.endedAt), gt(handovers.expiresAt, sql`now()`)) as SQL;

/** `0`, or the seconds until this customer may offer a host again: five times a day, whatever came of them. */
export const takeOffer = (userId: UserId): Promise<number> => takePoint(EACH_CUSTOMER, userId);

/** What the panel keeps of a host that holds it with its owner; null where nothing does. Its state is another matter. */
export async function keptBy(
  tenancyId: string,
  /** The operation that asks, which is no obstacle to itself. */
  asking: string | null = null,
  db: Database | Transaction = database(),
): Promise<BlockReason | null> {
  const exists = (of: SQL) => sql<boolean>`exists (${of})`;
  const consoles = sql.join(
    CONSOLE_KINDS.map((kind) => sql`${kind}`),
    sql`, `,
  );
  const [row] = await db
    .select({
      protectedAt: tenancies.protectedAt,
      isShops: exists(sql`select 1 from ${hostServices} s
        where s.tenancy_id = ${tenancies}.id and s.reference is not null
        union all select 1 from ${orders} o where o.vm_id = ${tenancies}.vm_id
          and o.owner = ${tenancies}.owner and o.reference is not null and o.tied_at is null`),
      isBusy: exists(sql`select 1 from ${operations} o where o.vm_id = ${tenancies}.vm_id
          and o.outcome in ('open', 'checking') and o.kind not in (${consoles}) and o.id is distinct from ${asking}::uuid
        union all select 1 from ${rescues} r where r.tenancy_id = ${tenancies}.id and r.ended_at is null`),
    })
    .from(tenancies)
    .where(and(eq(tenancies.id, tenancyId), isNull(tenancies.until)));
  if (!row) {
    return "offer-over";
  }
  return row.protectedAt
    ? "protected"
    : row.isShops
      ? "shop-managed"
      : row.isBusy
        ? "operation-in-progress"
        : null;
}

/**
 * Offers the host to whoever has this address confirmed within 72 hours; an offer before it ends. Null once it is made: that
 * says nothing of whether the address is known. All of the owner's accounts are told, and the address is written to.
 */
export async function makeOffer(
  { tenancyId, vmId, row }: OwnedHost,
  { accountId, locale }: Viewer,
  { email, domains }: { email: string; domains: string[] },
): Promise<BlockReason | null> {
  const emailKey = nameKey(email);
  const blocked = await database().transaction(async (tx) => {
    // One after another, and after a change of the protection that is being written.
    await tx.select().from(tenancies).where(eq(tenancies.id, tenancyId)).for("update");
    const why = await keptBy(tenancyId, null, tx);
    if (why) {
      return why;
    }
    await endOpen(tx, eq(handovers.tenancyId, tenancyId), "withdrawn");
    const hostName = row.name ?? vmId;
    const expiresAt = sql`now() + make_interval(hours => ${OFFER_HOURS})`;
    const [made] = await tx
      .insert(handovers)
      .values({ tenancyId, accountId, email, emailKey, hostName, domains, expiresAt })
      .returning({ id: handovers.id });
    await recordNotification(
      { tenancyId },
      { kind: "factors-changed", key: `handover ${made?.id}`, data: { what: "host-offered" } },
      tx,
    );
    return null;
  });
  if (blocked === null) {
    mailInvitation("handover", email, { hours: OFFER_HOURS }, locale);
  }
  return blocked;
}

const endOpen = (tx: Transaction, which: SQL | undefined, ending: "withdrawn" | "declined") =>
  tx
    .update(handovers)
    .set({ endedAt: sql`now()`, ending })
    .where(and(which, isNull(handovers.endedAt)))
    .returning({ id: handovers.id });

/**
 * Takes an open offer back, or turns it down. False where there is none, or it was accepted and the command may be on its
 * way: what marks it as sent holds the offer's row.
 */
async function endOffer(which: SQL | undefined, ending: "withdrawn" | "declined"): Promise<boolean> {
  return database().transaction(async (tx) => {
    const [locked] = await tx.select().from(handovers).where(and(which, isOpen)).for("update");
    if (!locked || (await wasSent(locked, tx))) {
      return false;
    }
    return (await endOpen(tx, eq(handovers.id, locked.id), ending)).length > 0;
  });
}

async function wasSent({ operationId }: Handover, tx: Transaction): Promise<boolean> {
  const [row] = operationId ? await tx.select().from(operations).where(eq(operations.id, operationId)) : [];
  return row !== undefined && row.sentAt !== null;
}

export const withdrawOffer = ({ tenancyId }: OwnedHost): Promise<boolean> =>
  endOffer(eq(handovers.tenancyId, tenancyId), "withdrawn");

export const declineOffer = (accountId: string, id: string): Promise<boolean> =>
  endOffer(and(eq(handovers.id, id), isFor(accountId)), "declined");

/** Whose address it is, confirmed by a link that was mailed to it, and a customer's. */
export const isFor = (accountId: string): SQL =>
  sql`exists (select 1 from ${accounts} a where a.id = ${accountId} and a.role = 'customer'
    and a.disabled_at is null and a.former_at is null
    and a.email_key = a.confirmed_email_key and a.confirmed_email_key = ${handovers}.email_key)`;

/** What its owner sees of an open offer. */
export interface OwnOffer {
  email: string;
  /** ISO 8601. */
  expiresAt: string;
}

export async function offerOf({ tenancyId }: OwnedHost): Promise<OwnOffer | null> {
  const [row] = await database()
    .select({ email: handovers.email, expiresAt: handovers.expiresAt })
    .from(handovers)
    .where(and(eq(handovers.tenancyId, tenancyId), isOpen));
  return row ? { email: row.email, expiresAt: row.expiresAt.toISOString() } : null;
}

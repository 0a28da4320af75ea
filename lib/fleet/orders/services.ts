import "server-only";
import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { type Database, database, type Transaction } from "@/lib/db/connection";
import { ADVISORY_LOCKS } from "@/lib/db/locks";
import { publish } from "@/lib/db/notify";
import { hosts, tenancies } from "@/lib/db/schema";
import { hostServices, orders } from "@/lib/db/token-schema";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { type LedgerOperation, ORDER_KIND } from "@/lib/operations/operation-view";

export type HostService = typeof hostServices.$inferSelect;
export type OrderRow = typeof orders.$inferSelect;

/** As staff and programs see an order: among the operations. */
export function orderViewOf(order: OrderRow, viewer: { accountId: string }): LedgerOperation {
  const byViewer = order.accountId === viewer.accountId;
  return {
    ...{ id: order.id, kind: ORDER_KIND, outcome: order.outcome, subject: order.name, subjectAt: null },
    startedAt: order.startedAt.toISOString(),
    acceptedAt: order.acceptedAt?.toISOString() ?? null,
    endedAt: order.endedAt?.toISOString() ?? null,
    ...{ actorName: byViewer ? null : order.actorName, byViewer },
    ...{ notReacting: false, refusal: order.refusal, notSentCause: order.notSentCause, steps: [] },
  };
}

/** What a shop may say of a host; null takes it away. */
export type ServiceChange = Partial<
  Pick<HostService, "reference" | "paidUntil" | "priceText" | "renewUrl" | "upgradeUrl">
>;

/** What holds a reference: a live host, or an order whose host may still come. */
export type Holder = { host: string } | { order: OrderRow };

/** One after another: two at once would each find the reference free. */
export const lockReferences = (tx: Transaction) =>
  tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.references})`);

/** The host's tenancy of now. */
export const isCurrent = and(
  eq(hosts.vmId, tenancies.vmId),
  eq(hosts.owner, tenancies.owner),
  isNull(tenancies.until),
  isNull(hosts.goneAt),
);

/** Who has the reference, apart from the tenancy `not`. */
export async function holderOf(
  reference: string,
  db: Database | Transaction,
  not: string | null = null,
): Promise<Holder | null> {
  const [order] = await db
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.reference, reference),
        sql`(${orders.outcome} in ('open', 'checking', 'unconfirmed')
          or (${orders.outcome} = 'done' and ${orders.tiedAt} is null
            and not exists (select 1 from ${hosts} h where h.vm_id = ${orders.vmId} and h.gone_at is not null)))`,
      ),
    );
  if (order) {
    return { order };
  }
  const [held] = await db
    .select({ vmId: tenancies.vmId })
    .from(hostServices)
    .innerJoin(tenancies, eq(tenancies.id, hostServices.tenancyId))
    .innerJoin(hosts, isCurrent)
    .where(
      and(eq(hostServices.reference, reference), not === null ? undefined : ne(hostServices.tenancyId, not)),
    )
    .limit(1);
  return held ? { host: held.vmId } : null;
}

/** What shops say of these tenancies, by their ids. */
export async function servicesOf(tenancyIds: readonly string[]): Promise<Map<string, HostService>> {
  const rows =
    tenancyIds.length > 0
      ? await database()
          .select()
          .from(hostServices)
          .where(inArray(hostServices.tenancyId, [...tenancyIds]))
      : [];
  return new Map(rows.map((row) => [row.tenancyId, row]));
}

/** Writes what is given and leaves the rest. The holder where the reference is another's. */
export async function saveService(
  { tenancyId, vmId }: OwnedHost,
  change: ServiceChange,
): Promise<Holder | null> {
  return database().transaction(async (tx) => {
    if (change.reference) {
      await lockReferences(tx);
      const holder = await holderOf(change.reference, tx, tenancyId);
      if (holder) {
        return holder;
      }
    }
    await tx
      .insert(hostServices)
      .values({ tenancyId, ...change })
      .onConflictDoUpdate({ target: hostServices.tenancyId, set: { ...change, changedAt: sql`now()` } });
    await publish(tx, { type: "host", vmId });
    return null;
  });
}

/** Gives the order's host its reference, once the panel lists it as this customer's. False: not yet, or it was settled meanwhile. */
export async function tieOrder({ id }: Pick<OrderRow, "id">): Promise<boolean> {
  return database().transaction(async (tx) => {
    await lockReferences(tx);
    const [order] = await tx
      .select()
      .from(orders)
      .where(and(eq(orders.id, id), eq(orders.outcome, "done"), isNull(orders.tiedAt)))
      .for("update");
    if (!order) {
      return false;
    }
    const [tenancy] = await tx
      .select({ id: tenancies.id })
      .from(tenancies)
      .innerJoin(hosts, isCurrent)
      .where(and(eq(tenancies.vmId, order.vmId ?? ""), eq(tenancies.owner, order.owner)));
    if (tenancy) {
      await tieIn(tx, order, tenancy.id, null);
    }
    return tenancy !== undefined;
  });
}

/** `by`: of the staff, who chose the host; null: the panel found it. */
export async function tieIn(
  tx: Transaction,
  { id, vmId, reference, planId }: OrderRow,
  tenancyId: string,
  by: string | null,
): Promise<void> {
  // Staff's orders have no reference: what a shop says of the host stays.
  const said = { planId, ...(reference !== null && { reference }) };
  await tx
    .insert(hostServices)
    .values({ tenancyId, ...said })
    .onConflictDoUpdate({ target: hostServices.tenancyId, set: { ...said, changedAt: sql`now()` } });
  await tx.update(orders).set({ tiedAt: sql`now()`, tiedBy: by }).where(eq(orders.id, id));
  await publish(tx, { type: "host", vmId: vmId ?? "" });
}

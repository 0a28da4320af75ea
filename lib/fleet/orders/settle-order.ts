import "server-only";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hosts, tenancies } from "@/lib/db/schema";
import { hostServices, orders } from "@/lib/db/token-schema";
import { IS_UNTIED } from "./differences";
import { isCurrent, lockReferences, tieIn } from "./services";

/** Why an order and a host can't be tied; message keys of the page's faults. */
export type NotTied = "order-settled" | "not-its-customers" | "host-has-service";

/** Staff say which host an order made: it is done, and the host has its reference. Once: whoever comes later is refused. */
export async function tieByHand(orderId: string, vmId: string, by: string): Promise<NotTied | null> {
  return database().transaction(async (tx) => {
    await lockReferences(tx);
    const [order] = await tx
      .select()
      .from(orders)
      .where(and(eq(orders.id, orderId), IS_UNTIED))
      .for("update");
    if (!order || (order.vmId !== null && order.vmId !== vmId)) {
      return "order-settled";
    }
    const [host] = await tx
      .select({ id: tenancies.id, reference: hostServices.reference })
      .from(tenancies)
      .innerJoin(hosts, isCurrent)
      .leftJoin(hostServices, eq(hostServices.tenancyId, tenancies.id))
      .where(and(eq(tenancies.vmId, vmId), eq(tenancies.owner, order.owner), eq(hosts.doubled, false)));
    if (!host) {
      return "not-its-customers";
    }
    const isAnothers = await tx.$count(
      orders,
      and(eq(orders.vmId, vmId), eq(orders.outcome, "done"), isNotNull(orders.tiedAt)),
    );
    if (isAnothers > 0 || (host.reference !== null && host.reference !== order.reference)) {
      return "host-has-service";
    }
    await tx
      .update(orders)
      .set({ outcome: "done", vmId, endedAt: sql`coalesce(${orders.endedAt}, now())` })
      .where(eq(orders.id, orderId));
    await tieIn(tx, { ...order, vmId }, host.id, by);
    return null;
  });
}

/** Staff say that an order made no host: it ends, and its reference and name are free again. False: it had ended. */
export async function closeByHand(orderId: string, by: string): Promise<boolean> {
  const closed = await database()
    .update(orders)
    .set({ outcome: "failed", tiedBy: by, endedAt: sql`coalesce(${orders.endedAt}, now())` })
    .where(and(eq(orders.id, orderId), IS_UNTIED))
    .returning({ id: orders.id });
  return closed.length > 0;
}

import "server-only";
import { eq, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { orders } from "@/lib/db/token-schema";
import { candidatesOf } from "./follow-orders";

export const DIFFERENCE_KINDS = [
  /** A service whose host is gone. */
  "host-missing",
  /** A customer's host without a service. */
  "no-service",
  /** Paid for, and suspended. */
  "paid-suspended",
  /** Its time is over, and it isn't suspended. */
  "overdue-active",
  /** An order in doubt, or done with a host that the panel doesn't list. */
  "order-untied",
] as const;

export interface Difference {
  kind: (typeof DIFFERENCE_KINDS)[number];
  reference: string | null;
  customer: string | null;
  hostId: string | null;
  operationId: string | null;
  /** Of an order: hosts that could be its own. */
  candidates: string[];
}

/** Where the shop's services and RStack's hosts disagree, as far as the panel knows both. Asks the master nothing. */
export async function differences(): Promise<Difference[]> {
  const { rows } = await database().execute<{
    kind: Difference["kind"];
    reference: string | null;
    customer: string | null;
    host_id: string;
  }>(sql`
    select 'host-missing' as kind, s.reference, t.owner as customer, t.vm_id as host_id
      from host_services s join tenancies t on t.id = s.tenancy_id and t.until is null
      join hosts h on h.vm_id = t.vm_id where s.reference is not null and h.gone_at is not null
        and not exists (select 1 from host_services s2 join tenancies t2 on t2.id = s2.tenancy_id and t2.until is null
          join hosts h2 on h2.vm_id = t2.vm_id and h2.gone_at is null where s2.reference = s.reference)
    union all
    select case when s.reference is null then 'no-service' when h.status = '-1' then 'paid-suspended'
        else 'overdue-active' end, s.reference, h.owner, h.vm_id
      from hosts h join tenancies t on t.vm_id = h.vm_id and t.owner = h.owner and t.until is null
      left join host_services s on s.tenancy_id = t.id
      where h.gone_at is null and not h.doubled and h.owner <> '' and (s.reference is null
        or (s.paid_until > now() and h.status = '-1') or (s.paid_until < now() and h.status is distinct from '-1'))
    order by kind, host_id`);
  const hosts = rows.map(({ host_id: hostId, ...row }) => ({
    ...{ ...row, hostId, operationId: null, candidates: [] },
  }));
  const untied = await database()
    .select()
    .from(orders)
    .where(
      sql`${orders.outcome} = 'unconfirmed' or (${eq(orders.outcome, "done")} and ${orders.tiedAt} is null)`,
    )
    .orderBy(orders.startedAt);
  const ofOrders = await Promise.all(
    untied.map(async (order) => ({
      ...({ kind: "order-untied", reference: order.reference, customer: order.owner } as const),
      ...{ hostId: order.vmId, operationId: order.id, candidates: await candidatesOf(order) },
    })),
  );
  return [...ofOrders, ...hosts];
}

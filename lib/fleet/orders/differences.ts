import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { orders } from "@/lib/db/token-schema";
import { candidatesOf } from "./follow-orders";
import type { OrderRow } from "./services";

/** In the order in which they are listed. */
export const DIFFERENCE_KINDS = [
  /** An order in doubt, or done with a host that the panel doesn't list. */
  "order-untied",
  /** A service whose host is gone. */
  "host-missing",
  /** Paid for, and suspended. */
  "paid-suspended",
  /** Its time is over, and it isn't suspended. */
  "overdue-active",
  /** A customer's host without a service; nowhere while no shop has named any. */
  "no-service",
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface Difference {
  kind: DifferenceKind;
  reference: string | null;
  customer: string | null;
  hostId: string | null;
  /** What the host is called, or was ordered as. */
  hostName: string | null;
  operationId: string | null;
  /** Of an order: hosts that could be its own. */
  candidates: string[];
}

/** An order that staff have to tie or to close. */
export const IS_UNTIED = sql`(${orders.outcome} = 'unconfirmed' or (${orders.outcome} = 'done' and ${orders.tiedAt} is null))`;

const SERVICES = sql`hosts h join tenancies t on t.vm_id = h.vm_id and t.owner = h.owner and t.until is null
  join host_services s on s.tenancy_id = t.id
  where h.gone_at is null and not h.doubled and s.reference is not null`;
const OF_HOST = sql`s.reference, h.owner as customer, h.vm_id as host_id, h.name, h.vm_id as key`;

/** By kind: its rows, with a `key` that sorts them. */
const ROWS: Record<DifferenceKind, SQL> = {
  "order-untied": sql`select reference, owner as customer, vm_id as host_id, name, id::text as key from orders where ${IS_UNTIED}`,
  "host-missing": sql`select s.reference, t.owner as customer, t.vm_id as host_id, h.name, t.vm_id as key
    from host_services s join tenancies t on t.id = s.tenancy_id and t.until is null join hosts h on h.vm_id = t.vm_id
    where s.reference is not null and h.gone_at is not null
      and not exists (select 1 from host_services s2 join tenancies t2 on t2.id = s2.tenancy_id and t2.until is null
        join hosts h2 on h2.vm_id = t2.vm_id and h2.gone_at is null where s2.reference = s.reference)`,
  "paid-suspended": sql`select ${OF_HOST} from ${SERVICES} and s.paid_until > now() and h.status = '-1'`,
  "overdue-active": sql`select ${OF_HOST} from ${SERVICES} and s.paid_until < now() and h.status is distinct from '-1'`,
  "no-service": sql`select null::text as reference, h.owner as customer, h.vm_id as host_id, h.name, h.vm_id as key
    from hosts h where h.gone_at is null and not h.doubled and h.owner <> ''
      and exists (select 1 from host_services where reference is not null)
      and not exists (select 1 from tenancies t join host_services s on s.tenancy_id = t.id
        where t.vm_id = h.vm_id and t.owner = h.owner and t.until is null and s.reference is not null)`,
};

/** The cursor of a difference: what it is, and of what. */
const CURSOR = /^([a-z-]+) (.{1,64})$/;

/** Where a page begins; null where the cursor is none. */
export function differenceAfter(cursor: string): { kind: DifferenceKind; key: string } | null {
  const [, kind, key] = CURSOR.exec(cursor) ?? [];
  const known = DIFFERENCE_KINDS.find((one) => one === kind);
  return known && key ? { kind: known, key } : null;
}

interface Asked {
  /** Null: of all kinds. */
  kind?: DifferenceKind | null;
  after: ReturnType<typeof differenceAfter>;
  limit: number;
}

/**
 * Where the shop's services and RStack's hosts disagree, as far as the panel knows both, a page at a time. Asks the master
 * nothing. `next` is the cursor of the page below, null at the last one.
 */
export async function differences({
  kind: only = null,
  after,
  limit,
}: Asked): Promise<{ rows: Difference[]; next: string | null }> {
  const first = after === null ? 0 : DIFFERENCE_KINDS.indexOf(after.kind);
  const parts = DIFFERENCE_KINDS.flatMap((kind, rank) =>
    rank < first || (only !== null && kind !== only)
      ? []
      : sql`(select ${rank}::int as rank, ${kind}::text as kind, one.* from (${ROWS[kind]}) one
          where ${after !== null && rank === first ? sql`key > ${after.key}` : sql`true`} order by key limit ${limit + 1})`,
  );
  const { rows } =
    parts.length > 0
      ? await database().execute<{
          kind: DifferenceKind;
          reference: string | null;
          customer: string | null;
          host_id: string | null;
          name: string | null;
          key: string;
        }>(
          sql`select * from (${sql.join(parts, sql` union all `)}) found order by rank, key limit ${limit + 1}`,
        )
      : { rows: [] };
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: await Promise.all(
      shown.map(async ({ kind, reference, customer, host_id: hostId, name: hostName, key }) => {
        const operationId = kind === "order-untied" ? key : null;
        const order = operationId && (await untiedOrder(operationId));
        const candidates = order ? await candidatesOf(order) : [];
        return { kind, reference, customer, hostId, hostName, operationId, candidates };
      }),
    ),
    next: rows.length > limit && last ? `${last.kind} ${last.key}` : null,
  };
}

/** Null where it is none, or none any more. */
export async function untiedOrder(id: string): Promise<OrderRow | null> {
  const [order] = await database()
    .select()
    .from(orders)
    .where(sql`${eq(orders.id, id)} and ${IS_UNTIED}`);
  return order ?? null;
}

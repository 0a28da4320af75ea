import "server-only";
import { and, asc, desc, eq, inArray, isNull, lt, notInArray, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { orders } from "@/lib/db/token-schema";
import { every } from "@/lib/every";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { log } from "@/lib/log";
import { instanceId } from "@/lib/operations/instance";
import { inMs, LEASE_MS, RELEASED } from "@/lib/operations/leases";
import { parseUserId, parseVmId } from "@/lib/rstack/ids";
import { parsePlace } from "../hosts/place";
import { type OrderRow, tieOrder } from "./services";

/** `status` of a host that is being set up. */
const INSTALLING = "0";
const AT_ONCE = 20;

/** Sees each order to its end, in each instance; never sends anything. Returns what ends it. */
export const startOrders = (): (() => void) =>
  every(config().live.motionMs * 2, "orders could not be looked at", followOrders).stop;

/** One look at all that stands out. Exported for tests. */
export async function followOrders(): Promise<void> {
  for (const order of await claim()) {
    await (order.sentAt === null ? endUnsent(order) : lookForHost(order));
  }
  for (const order of await standingOut()) {
    await lookInMirror(order);
  }
}

/** Those in progress that nobody holds. */
function claim(): Promise<OrderRow[]> {
  const free = database()
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        inArray(orders.outcome, ["open", "checking"]),
        or(isNull(orders.claimedUntil), lt(orders.claimedUntil, sql`now()`)),
      ),
    )
    .orderBy(asc(orders.startedAt))
    .limit(AT_ONCE)
    .for("update", { skipLocked: true });
  return database()
    .update(orders)
    .set({ claimedBy: instanceId(), claimedUntil: inMs(LEASE_MS) })
    .where(inArray(orders.id, free))
    .returning();
}

/** In doubt, or done with a host that has no reference yet, the newest first. Looked for in the mirror alone. */
const standingOut = (): Promise<OrderRow[]> =>
  database()
    .select()
    .from(orders)
    .where(or(eq(orders.outcome, "unconfirmed"), and(eq(orders.outcome, "done"), isNull(orders.tiedAt))))
    .orderBy(desc(orders.startedAt))
    .limit(AT_ONCE * 10);

const inProgress = (id: string) => and(eq(orders.id, id), inArray(orders.outcome, ["open", "checking"]));

/** Its process ended before the call, and with it the password: nothing left the panel, and nothing can. */
const endUnsent = ({ id }: OrderRow) =>
  database()
    .update(orders)
    .set({
      ...{ outcome: "not-sent", notSentCause: "interrupted", ...RELEASED },
      endedAt: sql`now()`,
    })
    .where(and(inProgress(id), isNull(orders.sentAt)));

/** Asks RStack for the host of an order that was sent, and ends it where it is seen or the time is over. */
export async function lookForHost(order: OrderRow): Promise<void> {
  const vmId = parseVmId(order.vmId ?? "");
  const owner = parseUserId(order.owner);
  if (vmId) {
    await readOne(vmId, { priority: "motion" });
  } else if (owner) {
    await syncOwner(owner, "motion");
  }
  if (await lookInMirror(order)) {
    return;
  }
  const limit = inMs(-config().operations.limitMs);
  const [ended] = await database()
    .update(orders)
    .set({ outcome: "unconfirmed", endedAt: sql`now()`, ...RELEASED })
    .where(and(inProgress(order.id), lt(orders.sentAt, limit)))
    .returning({ id: orders.id });
  if (ended) {
    log.warn({ order: order.id }, "an order's host was not seen: it may or may not have been made");
    return;
  }
  // So that any instance looks next.
  await database()
    .update(orders)
    .set(RELEASED)
    .where(and(inProgress(order.id), eq(orders.claimedBy, instanceId())));
}

/** True where the order's host is known: it is done, and has the reference as soon as the mirror lets it. */
async function lookInMirror(order: OrderRow): Promise<boolean> {
  if (order.outcome === "done") {
    return tieOrder(order);
  }
  const candidates = await candidatesOf(order);
  const [found, ...others] = candidates;
  if (found === undefined || others.length > 0) {
    return false;
  }
  const [done] = await database()
    .update(orders)
    .set({
      ...{ outcome: "done", vmId: found, ...RELEASED },
      endedAt: sql`now()`,
    })
    .where(and(eq(orders.id, order.id), inArray(orders.outcome, ["open", "checking", "unconfirmed"])))
    .returning();
  if (done) {
    await tieOrder(done);
  }
  return true;
}

/** Hosts that may be the order's: the one that RStack named, else new ones that agree in owner, name, place and image. */
export async function candidatesOf(order: OrderRow): Promise<string[]> {
  const { owner, name, imageId, knownIds, isListed } = order;
  const place = parsePlace(order.place ?? "");
  const agrees = (column: PgColumn, id: string | null) =>
    id === null ? undefined : or(isNull(column), eq(column, id));
  const placed = !place
    ? undefined
    : "areaId" in place
      ? agrees(hosts.areaId, place.areaId)
      : agrees(hosts.nodeId, place.nodeId);
  const rows = await database()
    .select({ vmId: hosts.vmId })
    .from(hosts)
    .where(
      and(
        eq(hosts.owner, owner),
        isNull(hosts.goneAt),
        eq(hosts.doubled, false),
        order.vmId === null
          ? and(
              eq(hosts.name, name),
              agrees(hosts.imageId, imageId),
              placed,
              knownIds.length > 0 ? notInArray(hosts.vmId, knownIds) : undefined,
              // Without a list of those before, it has to be seen in its set-up.
              isListed ? undefined : eq(hosts.status, INSTALLING),
              sql`not exists (select 1 from ${orders} o where o.vm_id = ${hosts.vmId} and o.outcome = 'done')`,
              // One that a shop says is another service's isn't this one's.
              sql`not exists (select 1 from tenancies t join host_services s on s.tenancy_id = t.id
                where t.vm_id = ${hosts.vmId} and t.owner = ${owner} and t.until is null
                  and s.reference is distinct from coalesce(${order.reference}, s.reference) and s.reference is not null)`,
            )
          : eq(hosts.vmId, order.vmId),
      ),
    )
    .limit(10);
  return rows.map(({ vmId }) => vmId);
}

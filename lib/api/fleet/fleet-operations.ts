import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { database } from "../../db/connection";
import { tenancies } from "../../db/schema";
import { hostServices } from "../../db/token-schema";
import { readOrder } from "../../fleet/orders/place-order";
import { type OrderRow, orderViewOf } from "../../fleet/orders/services";
import type { ShownOperation } from "../../operations/operation-row";
import { operationViewOf } from "../../operations/present";
import { readShown } from "../../operations/read-ledger";
import { apiOperation } from "../operation-answer";
import type { FleetOperation } from "./fleet-schemas";

type View = z.output<typeof FleetOperation>;
interface Asking {
  accountId: string;
  role: string;
}

/** An operation of a host's, or an order: a table of its own, and the same to a program. */
export type AnyOperation = { row: ShownOperation } | { order: OrderRow };

export async function readAnyOperation(id: string): Promise<AnyOperation | null> {
  if (!z.uuid().safeParse(id).success) {
    return null;
  }
  const row = await readShown(id);
  if (row) {
    return { row };
  }
  const order = await readOrder(id);
  return order && { order };
}

export const outcomeOf = (one: AnyOperation): View["outcome"] =>
  "row" in one ? one.row.outcome : one.order.outcome;

/** As programs of the provider see them, each with its customer and the shop's reference. */
export async function fleetOperationsOf(all: readonly AnyOperation[], viewer: Asking): Promise<View[]> {
  const ids = all.flatMap((one) => ("row" in one ? one.row.tenancyId : []));
  const named =
    ids.length > 0
      ? await database()
          .select({ id: tenancies.id, owner: tenancies.owner, reference: hostServices.reference })
          .from(tenancies)
          .leftJoin(hostServices, eq(hostServices.tenancyId, tenancies.id))
          .where(and(inArray(tenancies.id, ids)))
      : [];
  const byId = new Map(named.map((row) => [row.id, row]));
  return all.map((one) => {
    if ("order" in one) {
      return orderView(one.order, viewer);
    }
    const { row } = one;
    const tenancy = byId.get(row.tenancyId);
    return {
      ...apiOperation(operationViewOf(row, viewer), row.vmId),
      waiting: row.waits === true,
      ...{ customer: tenancy?.owner || null, reference: tenancy?.reference ?? null },
    };
  });
}

export async function fleetOperationOf(one: AnyOperation, viewer: Asking): Promise<View> {
  const [view] = await fleetOperationsOf([one], viewer);
  if (!view) {
    throw new Error("an operation has no view");
  }
  return view;
}

const orderView = (order: OrderRow, viewer: Asking): View => ({
  ...orderViewOf(order, viewer),
  ...{ hostId: order.outcome === "done" ? order.vmId : null, waiting: false },
  ...{ customer: order.owner, reference: order.reference },
});

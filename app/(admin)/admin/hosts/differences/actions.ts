"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { staffAction } from "@/lib/actions/staff-action";
import { closeByHand, tieByHand } from "@/lib/fleet/orders/settle-order";

/** Says which host an order made; asks RStack nothing. */
export const tieOrder = staffAction({
  name: "tie-order",
  roles: ["admin"],
  fields: { orderId: z.uuid(), vmId: z.string().regex(/^[1-9][0-9]{0,9}$/) },
  audit: ({ input }) => ({
    ...{ action: "order-tied", vmId: input.vmId },
    detail: { operation: input.orderId },
  }),
  run: async ({ input, viewer }) => {
    const why = await tieByHand(input.orderId, input.vmId, viewer.displayName);
    revalidatePath("/admin/hosts/differences");
    return why === null ? { ok: true } : { ok: false, code: "not-possible", reason: why };
  },
});

/** Says that an order made no host: its reference and name are free again. */
export const closeOrder = staffAction({
  name: "close-order",
  roles: ["admin"],
  fields: { orderId: z.uuid() },
  audit: ({ input }) => ({ action: "order-closed", detail: { operation: input.orderId } }),
  run: async ({ input, viewer }) => {
    const isClosed = await closeByHand(input.orderId, viewer.displayName);
    revalidatePath("/admin/hosts/differences");
    return isClosed ? { ok: true } : { ok: false, code: "not-possible", reason: "order-settled" };
  },
});

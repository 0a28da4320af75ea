"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { ActionResult } from "@/lib/action-result";
import { batchFields, beginBatch, idsIn } from "@/lib/actions/batch/batch-action";
import { staffAction } from "@/lib/actions/staff-action";
import type { CreatedHostView } from "@/lib/fleet/hosts/created-host";
import { readFleetNow as readNow } from "@/lib/fleet/hosts/fleet-reading";
import { newHostFields, newHostOf } from "@/lib/fleet/hosts/new-host-form";
import { STATUS_KINDS } from "@/lib/fleet/hosts/set-status";
import { transferHost } from "@/lib/fleet/hosts/transfer-host";
import { orderByStaff } from "@/lib/fleet/orders/staff-order";
import { knownPlans } from "@/lib/provider/plans";

/** Orders a host from RStack; what came of it stands among the operations. Its password travels in the answer alone. */
export const createHost = staffAction({
  name: "create-host",
  roles: ["admin"],
  fields: newHostFields,
  audit: null,
  run: async ({ input, viewer }): Promise<ActionResult<{ created: CreatedHostView }>> => {
    const asked = newHostOf(input, await knownPlans());
    if (!asked.ok) {
      return {
        ok: false,
        code: "invalid",
        fields: Object.fromEntries(asked.fields.map((name) => [name, "invalid"])),
      };
    }
    return orderByStaff(asked.host, { planId: input.plan || null, formKey: input.formKey }, viewer);
  },
});

/** In the background: a large fleet's list takes a while. The page shows that it goes on, and what came of it. */
export const readFleetNow = staffAction({
  name: "read-fleet-now",
  roles: ["support", "admin"],
  fields: {},
  audit: null,
  run: async () => {
    const begun = await readNow();
    revalidatePath("/admin/hosts");
    return begun ? { ok: true } : { ok: false, code: "busy" };
  },
});

/** One command for many hosts; each goes the way of the single command when its turn comes. */
export const batchStatus = staffAction({
  name: "batch-status",
  roles: ["admin"],
  fields: { ...batchFields, kind: z.enum(STATUS_KINDS) },
  audit: null,
  run: ({ input: { kind, vmids, formKey }, viewer }) =>
    beginBatch(viewer, kind, { vmids, formKey, fields: {} }),
});

/** The single command has the host's name typed; here it is how many there are. */
export const batchTransfer = staffAction({
  name: "batch-transfer",
  roles: ["admin"],
  destructive: true,
  fields: {
    ...batchFields,
    kind: z.literal(transferHost.kind),
    newOwner: transferHost.fields.newOwner,
    typedCount: z.string().max(10),
  },
  audit: null,
  run: async ({ input: { vmids, formKey, newOwner, typedCount }, viewer }) =>
    typedCount.trim() === String(idsIn(vmids).length)
      ? beginBatch(viewer, transferHost.kind, { vmids, formKey, fields: { newOwner } })
      : { ok: false, code: "not-possible", reason: "typed" },
});

"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { readView, stopView as stop } from "@/lib/accounts/sessions/views";
import { staffAction } from "@/lib/actions/staff-action";
import { releaseOperation as release } from "@/lib/fleet/operations/release";
import { nextTime } from "@/lib/hosts/schedules/calendar";
import { resumeHeld } from "@/lib/operations/held";

/** Ends the wait for an operation, with a reason; sends nothing. */
export const releaseOperation = staffAction({
  name: "release-operation",
  roles: ["admin"],
  fields: {
    operationId: z.uuid(),
    vmId: z.string().regex(/^[1-9][0-9]{0,9}$/),
    reason: z.string().trim().min(3).max(200),
  },
  audit: ({ input }) => ({
    action: "operation-released",
    vmId: input.vmId,
    subject: input.reason,
    detail: { operation: input.operationId },
  }),
  run: async ({ input, viewer }) => {
    const { operationId: id, vmId, reason } = input;
    const came = await release({ id, vmId, reason }, viewer);
    revalidatePath("/admin/activity");
    switch (came) {
      case "released":
        return { ok: true };
      case "not-found":
        return { ok: false, code: "not-found" };
      default:
        return { ok: false, code: "not-possible", reason: came };
    }
  },
});

/** What came with a restored backup goes on. */
export const resumeOperations = staffAction({
  name: "resume-operations",
  roles: ["admin"],
  fields: {},
  audit: () => ({ action: "operations-resumed" }),
  run: async () => {
    await resumeHeld((schedule) => nextTime(schedule, new Date()));
    revalidatePath("/admin/activity");
    return { ok: true };
  },
});

/** A view that goes on, a colleague's or one's own in another browser, is over at once. */
export const stopView = staffAction({
  name: "stop-view",
  roles: ["admin"],
  fields: { viewId: z.uuid() },
  audit: async ({ input }) => {
    const view = await readView(input.viewId);
    return { action: "view-ended", userId: view?.userId, subject: view?.staffName };
  },
  run: async ({ input }) => {
    const isStopped = await stop(input.viewId);
    revalidatePath("/admin/activity");
    return isStopped ? { ok: true } : { ok: false, code: "not-found" };
  },
});

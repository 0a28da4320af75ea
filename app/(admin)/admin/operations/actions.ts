"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
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
    revalidatePath(`/admin/operations/${id}`);
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
    revalidatePath("/admin/operations");
    return { ok: true };
  },
});

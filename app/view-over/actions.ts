"use server";

import { z } from "zod";
import { verifyOwnPassword } from "@/lib/accounts/change-password";
import { allowChanges as allow, endView as end } from "@/lib/accounts/views";
import { customerAction } from "@/lib/actions/customer-action";
import { leaveTo } from "@/lib/actions/leave-to";
import { config } from "@/lib/config";
import { recordAudit } from "@/lib/operations/audit";

/** Staff are themselves again, where the view began. Also once its time is up. */
export const endView = customerAction({
  name: "end-view",
  fields: {},
  inView: "allowed",
  run: async ({ viewer }) => {
    const userId = await end(viewer.sessionId);
    if (userId) {
      await recordAudit(viewer, { action: "view-ended", outcome: "done", userId });
    }
    return leaveTo(userId ? `/admin/customers/${encodeURIComponent(userId)}` : "/admin");
  },
});

/** Asks the staff member's own password again; the customer's hosts can be changed from then on. */
export const allowChanges = customerAction({
  name: "allow-changes",
  fields: { password: z.string().min(1).max(1024) },
  inView: "allowed",
  run: async ({ input, viewer }) => {
    const { view } = viewer;
    const mayAllow = view?.staffRole === "admin" || (view && config().supportMayChange);
    if (!view || view.over || !mayAllow) {
      return { ok: false, code: "not-allowed" };
    }
    const proven = await verifyOwnPassword(viewer.accountId, input.password);
    if (!proven.ok) {
      return proven.code === "too-many" ? proven : { ok: false, code: "wrong-password" };
    }
    const allowed = await allow(view, viewer.sessionId);
    await recordAudit(viewer, {
      action: "changes-allowed",
      outcome: allowed ? "done" : "not-possible",
      userId: view.userId,
      subject: view.customerName,
    });
    return allowed ? { ok: true } : { ok: false, code: "view-over" };
  },
});

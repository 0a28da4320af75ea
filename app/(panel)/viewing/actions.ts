"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { currentCaller } from "@/lib/accounts/caller";
import { safePath } from "@/lib/accounts/safe-path";
import { accountOfPasskey } from "@/lib/accounts/second-factor/passkeys";
import { proveByEither } from "@/lib/accounts/second-factor/proof";
import { readAuthentication, responseField } from "@/lib/accounts/second-factor/webauthn-response";
import { renewSession } from "@/lib/accounts/sessions/renew-session";
import type { View, Viewer } from "@/lib/accounts/sessions/viewer";
import { allowChanges as allow, endView as end } from "@/lib/accounts/sessions/views";
import type { ActionResult } from "@/lib/action-result";
import { inAudit } from "@/lib/actions/audited";
import { customerAction } from "@/lib/actions/customer-action";
import { leaveTo } from "@/lib/actions/leave-to";
import { mayAllowChanges } from "@/lib/actions/view-guard";

/** Staff are themselves again, where the view began. Also once its time is up. */
export const endView = customerAction({
  name: "end-view",
  fields: {},
  inView: "allowed",
  audit: {
    by: "everybody",
    event: ({ viewer: { view } }) => view && { action: "view-ended", userId: view.userId },
  },
  run: async ({ viewer }) => {
    if (!(await renewSession())) {
      return { ok: false, code: "form-used" };
    }
    const userId = await end(viewer.sessionId);
    return leaveTo(userId ? `/admin/customers/${encodeURIComponent(userId)}` : "/admin");
  },
});

/** The page is loaded anew after it: until then it is drawn as it began, without changes. */
function allowed(viewer: Viewer, view: View, by: string): Promise<ActionResult> {
  const { userId, customerName: subject } = view;
  return inAudit(viewer, { action: "changes-allowed", userId, subject, detail: { by } }, async () => {
    if (!(await renewSession())) {
      return { ok: false, code: "form-used" };
    }
    const done = await allow(view, viewer.sessionId);
    const here = (await headers()).get("x-panel-path") ?? undefined;
    return done ? leaveTo(safePath(here, viewer.role)) : { ok: false, code: "view-over" };
  });
}

/**
 * Asks the staff member's own password or second factor again; the customer's hosts can be changed from then on. A code of
 * the app, or a recovery code, counts where one was typed.
 */
export const allowChanges = customerAction({
  name: "allow-changes",
  fields: { password: z.string().max(1024).optional(), code: z.string().max(64).optional() },
  inView: "allowed",
  // Its row says by which proof, so it is written once that is given.
  audit: null,
  run: async ({ input, viewer }) => {
    const { view } = viewer;
    if (!view || !mayAllowChanges(view)) {
      return { ok: false, code: "not-allowed" };
    }
    const proven = await proveByEither(viewer.accountId, input, await currentCaller());
    return proven.ok ? allowed(viewer, view, proven.by) : proven;
  },
});

/** The same by the answer to `askPasskeyAgain`. */
export const allowChangesByPasskey = customerAction({
  name: "allow-changes-by-passkey",
  fields: { response: responseField },
  inView: "allowed",
  audit: null,
  run: async ({ input, viewer }) => {
    const { view } = viewer;
    if (!view || !mayAllowChanges(view)) {
      return { ok: false, code: "not-allowed" };
    }
    const response = readAuthentication(input.response);
    const purpose = `again ${viewer.sessionId}`;
    return response && (await accountOfPasskey(viewer.accountId, purpose, response))
      ? allowed(viewer, view, "passkey")
      : { ok: false, code: "wrong-code" };
  },
});

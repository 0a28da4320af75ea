"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { setDisabled } from "@/lib/accounts/account-admin";
import { inviteStaff as invite, inviteStaffAgain as inviteAgain } from "@/lib/accounts/links/invite-staff";
import { tie, untie } from "@/lib/accounts/oidc/ties";
import { resetFactors } from "@/lib/accounts/second-factor/change-factors";
import { tellOwner } from "@/lib/accounts/security-mail";
import { endSessionsOf } from "@/lib/accounts/sessions/end-sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { staffUsername } from "@/lib/accounts/staff-accounts";
import type { ActionResult } from "@/lib/action-result";
import { staffAction } from "@/lib/actions/staff-action";
import { config } from "@/lib/config";
import { optionalText } from "@/lib/fleet/hosts/host-form";
import type { AuditAction } from "@/lib/operations/audit";

const accountField = { accountId: z.uuid() };

/** What stands in the audit: who it was about by name, and by the account, since names can be given anew. */
const auditOf = async (action: AuditAction, accountId: string) => ({
  action,
  subject: await staffUsername(accountId),
  detail: { account: accountId },
});

/** Never on oneself: whoever came by an admin's open browser must not take away what guards the account. */
async function onAnother(
  accountId: string,
  viewer: Viewer,
  change: () => Promise<unknown>,
): Promise<ActionResult> {
  if (accountId === viewer.accountId) {
    return { ok: false, code: "not-possible", reason: "yourself" };
  }
  if ((await staffUsername(accountId)) === null) {
    return { ok: false, code: "not-found" };
  }
  await change();
  return { ok: true };
}

/** The link travels in the answer alone, and only where it was not mailed. */
function invited(link: string | null): ActionResult<{ shown: string }> {
  revalidatePath("/admin/staff");
  return link === null ? { ok: true } : { ok: true, shown: link };
}

/** A colleague's account; they set its password by a link, and their second factor as they sign in. */
export const inviteStaff = staffAction({
  name: "invite-staff",
  roles: ["admin"],
  asksAgain: true,
  fields: {
    username: z.string().trim().min(1).max(64),
    displayName: optionalText(60),
    email: optionalText(254),
    role: z.enum(["support", "admin"]),
  },
  audit: ({ input: { username, role, email } }) => ({
    action: "staff-invited",
    subject: username,
    detail: { role, email },
  }),
  run: async ({ input, viewer }) => {
    const made = await invite(input, viewer.displayName);
    return made.ok ? invited(made.link) : { ok: false, code: "not-possible", reason: made.fault };
  },
});

/** For whom the first link was lost or over before they set a password. */
export const inviteStaffAgain = staffAction({
  name: "invite-staff-again",
  roles: ["admin"],
  asksAgain: true,
  fields: accountField,
  audit: ({ input }) => auditOf("staff-invited", input.accountId),
  run: async ({ input, viewer }) => {
    const again = await inviteAgain(input.accountId, viewer.displayName);
    return again ? invited(again.link) : { ok: false, code: "not-found" };
  },
});

export const setStaffDisabled = staffAction({
  name: "set-staff-disabled",
  roles: ["admin"],
  asksAgain: true,
  fields: { ...accountField, disabled: z.enum(["0", "1"]) },
  audit: ({ input }) => auditOf(input.disabled === "1" ? "staff-disabled" : "staff-enabled", input.accountId),
  run: ({ input: { accountId, disabled }, viewer }) =>
    onAnother(accountId, viewer, () => setDisabled(accountId, disabled === "1")),
});

export const endStaffSessions = staffAction({
  name: "end-staff-sessions",
  roles: ["admin"],
  fields: accountField,
  audit: ({ input }) => auditOf("staff-sessions-ended", input.accountId),
  run: ({ input: { accountId }, viewer }) =>
    onAnother(accountId, viewer, () => endSessionsOf(accountId, { reason: "by-staff" })),
});

/** For whoever lost phone, passkey and recovery codes; they hear of it by mail. */
export const resetStaffFactors = staffAction({
  name: "reset-staff-factors",
  roles: ["admin"],
  asksAgain: true,
  fields: accountField,
  audit: ({ input }) => auditOf("staff-factors-reset", input.accountId),
  run: ({ input: { accountId }, viewer }) => onAnother(accountId, viewer, () => resetFactors(accountId)),
});

/** By the person's id at the OpenID provider, never by an address. */
export const connectStaff = staffAction({
  name: "connect-staff",
  roles: ["admin"],
  asksAgain: true,
  fields: { ...accountField, subject: z.string().trim().min(1).max(255) },
  audit: async ({ input }) => ({
    ...(await auditOf("provider-connected", input.accountId)),
    detail: { account: input.accountId, subject: input.subject, by: "admin" },
  }),
  run: async ({ input: { accountId, subject }, viewer }) => {
    const { oidc } = config();
    if (!oidc) {
      return { ok: false, code: "not-possible" };
    }
    let outcome: Awaited<ReturnType<typeof tie>> = "tied";
    const result = await onAnother(accountId, viewer, async () => {
      outcome = await tie(accountId, { issuer: oidc.issuer, subject }, "admin");
    });
    if (result.ok && outcome === "tied") {
      tellOwner(accountId, "provider-connected");
      return result;
    }
    return result.ok ? { ok: false, code: "not-possible", reason: outcome } : result;
  },
});

export const disconnectStaff = staffAction({
  name: "disconnect-staff",
  roles: ["admin"],
  asksAgain: true,
  fields: accountField,
  audit: ({ input }) => auditOf("provider-disconnected", input.accountId),
  run: ({ input: { accountId }, viewer }) => onAnother(accountId, viewer, () => untie(accountId)),
});

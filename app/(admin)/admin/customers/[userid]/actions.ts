"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { accountOfCustomer, setDisabled } from "@/lib/accounts/account-admin";
import { createAccount } from "@/lib/accounts/create-account";
import { mailLink } from "@/lib/accounts/links/link-mail";
import { resetFactors } from "@/lib/accounts/second-factor/change-factors";
import { endSessionsOf } from "@/lib/accounts/sessions/end-sessions";
import { renewSession } from "@/lib/accounts/sessions/renew-session";
import { startView, VIEW_MINUTES } from "@/lib/accounts/sessions/views";
import { isNumberStillTheirs } from "@/lib/accounts/status/number-holder";
import { confirmCustomer } from "@/lib/accounts/status/rstack-status";
import type { ActionResult } from "@/lib/action-result";
import { leaveTo } from "@/lib/actions/leave-to";
import { staffAction } from "@/lib/actions/staff-action";
import { config } from "@/lib/config";
import { deleteCustomer, editCustomer, saveCustomer } from "@/lib/fleet/customers/change-customer";
import { changeNumber } from "@/lib/fleet/customers/change-number";
import { customerFields, groupOf, roleField, shownCustomerForm } from "@/lib/fleet/customers/customer-form";
import { customerResult } from "@/lib/fleet/customers/customer-result";
import { entryLinkFor } from "@/lib/fleet/customers/entry-link";
import { readCustomer } from "@/lib/fleet/customers/find-customers";
import { parseUserId, parseVmId } from "@/lib/rstack/ids";

const userIdField = z.string().min(1).max(64);
const text = (max: number) => z.string().max(max).trim();

/** RStack's own administrator group. */
const RSTACK_ADMIN = "10";

/** Whether links that let in would go to another address from then on. */
async function movesEntry({
  userId,
  email,
  shown,
}: {
  userId: string;
  email: string;
  shown: { email: string };
}) {
  const id = parseUserId(userId);
  const read = id && email !== shown.email ? await readCustomer(id, "command") : null;
  return read !== null && (read.found !== "one" || (read.user.email ?? "") !== email);
}

export const editCustomerFields = staffAction({
  name: "edit-customer",
  roles: ["admin"],
  asksAgain: movesEntry,
  fields: { userId: userIdField, ...customerFields, role: roleField, shown: shownCustomerForm },
  audit: ({ input }) => ({ action: "customer-edited", userId: input.userId, subject: input.username }),
  run: async ({ input: { userId: number, shown, role, ...typed } }) => {
    const wanted = { ...typed, group: groupOf({ role, group: typed.group }) };
    const userId = parseUserId(number);
    if (!userId) {
      return { ok: false, code: "not-found" };
    }
    const change = await saveCustomer(userId, wanted, shown);
    if (!change.ok) {
      return customerResult(change);
    }
    revalidatePath(`/admin/customers/${encodeURIComponent(userId)}`, "layout");
    return change.value.length > 0 ? { ok: true, note: "kept" } : { ok: true };
  },
});

export const setCustomerDisabled = staffAction({
  name: "set-customer-disabled",
  roles: ["admin"],
  fields: { userId: userIdField, disabled: z.enum(["0", "1"]) },
  audit: ({ input }) => ({
    action: input.disabled === "1" ? "customer-disabled" : "customer-enabled",
    userId: input.userId,
  }),
  run: async ({ input }) => {
    const userId = parseUserId(input.userId);
    return userId
      ? customerResult(await editCustomer(userId, { isDisabled: input.disabled === "1" }))
      : { ok: false, code: "not-found" };
  },
});

export const setCustomerPassword = staffAction({
  name: "set-customer-password",
  roles: ["admin"],
  asksAgain: true,
  fields: { userId: userIdField, password: z.string().min(8).max(64) },
  audit: ({ input }) => ({ action: "customer-password-set", userId: input.userId }),
  run: async ({ input }) => {
    const userId = parseUserId(input.userId);
    return userId
      ? customerResult(await editCustomer(userId, { password: input.password }))
      : { ok: false, code: "not-found" };
  },
});

export const changeCustomerNumber = staffAction({
  name: "change-customer-number",
  roles: ["admin"],
  destructive: true,
  fields: { userId: userIdField, newUserId: text(64).min(1) },
  audit: ({ input }) => ({
    action: "customer-number-changed",
    userId: input.userId,
    detail: { to: input.newUserId },
  }),
  run: async ({ input, viewer }) => {
    const [from, to] = [parseUserId(input.userId), parseUserId(input.newUserId)];
    if (!from) {
      return { ok: false, code: "not-found" };
    }
    if (!to || to === from) {
      return { ok: false, code: "invalid" };
    }
    const result = customerResult(await changeNumber(from, to, viewer));
    return result.ok ? leaveTo(`/admin/customers/${encodeURIComponent(to)}`) : result;
  },
});

export const removeCustomer = staffAction({
  name: "delete-customer",
  roles: ["admin"],
  destructive: true,
  fields: { userId: userIdField, typedName: z.string().max(64), forced: z.literal("1").optional() },
  audit: ({ input }) => ({
    action: "customer-deleted",
    userId: input.userId,
    detail: { forced: input.forced === "1" },
  }),
  run: async ({ input }) => {
    const userId = parseUserId(input.userId);
    if (!userId) {
      return { ok: false, code: "not-found" };
    }
    if (input.typedName.trim() !== userId) {
      return { ok: false, code: "not-possible", reason: "typed" };
    }
    const result = customerResult(await deleteCustomer(userId, input.forced === "1"));
    return result.ok ? leaveTo("/admin/customers") : result;
  },
});

export const viewAsCustomer = staffAction({
  name: "view-as-customer",
  roles: ["support", "admin"],
  fields: {
    userId: userIdField,
    reason: text(200).min(3),
    minutes: z.coerce.number().int().min(1).max(VIEW_MINUTES).default(VIEW_MINUTES),
    vmid: z.string().max(64).optional(),
  },
  audit: ({ input }) => ({ action: "view-started", userId: input.userId, subject: input.reason }),
  run: async ({ input, viewer }) => {
    const userId = parseUserId(input.userId);
    const read = userId && (await readCustomer(userId, "sign-in"));
    if (!userId || !read || read.found === "none" || read.found === "several") {
      return { ok: false, code: "not-found" };
    }
    // While the master is silent staff may look: what is shown then is what the panel knows.
    const user = read.found === "one" ? read.user : null;
    if (user?.group === RSTACK_ADMIN) {
      return { ok: false, code: "not-allowed" };
    }
    if (!(await renewSession())) {
      return { ok: false, code: "form-used" };
    }
    const begun = await startView(viewer, {
      userId,
      customerName: user?.name ?? user?.username ?? userId,
      reason: input.reason,
      minutes: input.minutes,
    });
    const host = parseVmId(input.vmid);
    return begun ? leaveTo(host ? `/hosts/${host}` : "/hosts") : { ok: false, code: "not-possible" };
  },
});

export const makePanelAccount = staffAction({
  name: "make-panel-account",
  roles: ["admin"],
  fields: { userId: userIdField, username: text(64).min(1), email: text(254) },
  audit: ({ input }) => ({ action: "account-made", userId: input.userId, subject: input.username }),
  run: async ({ input }) => {
    const made = await createAccount({
      username: input.username,
      email: input.email === "" ? undefined : input.email,
      role: "customer",
      userId: input.userId,
    });
    if (!made.ok) {
      return { ok: false, code: "not-possible", reason: made.fault };
    }
    await confirmCustomer(made.accountId);
    return { ok: true };
  },
});

export const setPanelAccountDisabled = staffAction({
  name: "set-panel-account-disabled",
  roles: ["admin"],
  // It says that an account which was closed with its holder does belong to whoever has the number now.
  asksAgain: async ({ userId, accountId, disabled }) =>
    disabled === "0" && (await accountOfCustomer(userId, accountId))?.formerAt != null,
  fields: { userId: userIdField, accountId: z.uuid(), disabled: z.enum(["0", "1"]) },
  audit: ({ input }) => ({
    action: input.disabled === "1" ? "account-disabled" : "account-enabled",
    userId: input.userId,
  }),
  run: async ({ input }) => {
    const account = await accountOfCustomer(input.userId, input.accountId);
    if (!account) {
      return { ok: false, code: "not-found" };
    }
    if (input.disabled === "0" && account.formerAt && !(await isNumberStillTheirs(account))) {
      return { ok: false, code: "not-possible", reason: "former-holder" };
    }
    await setDisabled(account.id, input.disabled === "1");
    return { ok: true };
  },
});

export const endPanelSessions = staffAction({
  name: "end-panel-sessions",
  roles: ["admin", "support"],
  fields: { userId: userIdField, accountId: z.uuid() },
  audit: ({ input }) => ({ action: "sessions-ended", userId: input.userId }),
  run: async ({ input }) => {
    const account = await accountOfCustomer(input.userId, input.accountId);
    if (!account) {
      return { ok: false, code: "not-found" };
    }
    await endSessionsOf(account.id, { reason: "by-staff" });
    return { ok: true };
  },
});

/** The account whose password the link sets, where one was chosen. */
const linkSubject = async ({ userId, accountId }: { userId: string; accountId?: string }) =>
  accountId ? ((await accountOfCustomer(userId, accountId))?.username ?? null) : null;

/** Mails a link to the address that RStack holds: an invitation, or a new password where there is an account. */
export const mailEntryLink = staffAction({
  name: "mail-entry-link",
  roles: ["support", "admin"],
  fields: { userId: userIdField, accountId: z.uuid().optional() },
  audit: async ({ input }) => ({
    action: "entry-link-mailed",
    userId: input.userId,
    subject: await linkSubject(input),
  }),
  run: async ({ input }) => {
    const made = await entryLinkFor(input.userId, { accountId: input.accountId, isMailed: true });
    if (!made.ok) {
      return made;
    }
    const { customer, purpose, link } = made;
    const sent = await mailLink(purpose, customer.email ?? "", link, config().defaultLocale);
    return sent ? { ok: true } : { ok: false, code: "not-possible", reason: "not-mailed" };
  },
});

/** Shows the link once to an admin who hands it over by another way; whoever has it can come in as the customer. */
export const showEntryLink = staffAction({
  name: "show-entry-link",
  roles: ["admin"],
  asksAgain: true,
  fields: { userId: userIdField, accountId: z.uuid().optional() },
  audit: async ({ input }) => ({
    action: "entry-link-shown",
    userId: input.userId,
    subject: await linkSubject(input),
  }),
  run: async ({ input, viewer }): Promise<ActionResult<{ shown: string }>> => {
    const made = await entryLinkFor(input.userId, {
      accountId: input.accountId,
      createdBy: viewer.displayName,
    });
    return made.ok ? { ok: true, shown: made.link } : made;
  },
});

/** For whoever lost phone, passkey and recovery codes; staff make sure by other means that it is them. */
export const resetSecondFactor = staffAction({
  name: "reset-second-factor",
  roles: ["admin"],
  asksAgain: true,
  fields: { userId: userIdField, accountId: z.uuid() },
  audit: ({ input }) => ({ action: "second-factor-reset", userId: input.userId }),
  run: async ({ input }) => {
    const account = await accountOfCustomer(input.userId, input.accountId);
    if (!account) {
      return { ok: false, code: "not-found" };
    }
    await resetFactors(account.id);
    return { ok: true };
  },
});

"use server";

import { randomBytes } from "node:crypto";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { createAccount } from "@/lib/accounts/create-account";
import { staffAction } from "@/lib/actions/staff-action";
import { addCustomer } from "@/lib/fleet/customers/change-customer";
import { groupOf, roleField } from "@/lib/fleet/customers/customer-form";
import { customerResult } from "@/lib/fleet/customers/customer-result";
import { beginInviteRun, stopInviteRun } from "@/lib/fleet/invite-runs";
import { canMail } from "@/lib/mail";
import { parseUserId } from "@/lib/rstack/ids";

const text = (max: number) => z.string().max(max).trim();
const optional = (max: number) => text(max).transform((value) => (value === "" ? undefined : value));

/** Makes the customer in RStack, and the panel account with it where that is wanted. */
export const createCustomer = staffAction({
  name: "create-customer",
  roles: ["admin"],
  fields: {
    userId: text(64).min(1),
    username: text(64).min(1),
    name: optional(60),
    // RStack makes nobody without one.
    email: text(254).min(3),
    phone: optional(60),
    group: z.string().regex(/^\d{0,6}$/),
    role: roleField,
    serviceCount: z
      .string()
      .regex(/^\d{0,6}$/)
      .transform((value) => (value === "" ? undefined : Number(value))),
    isEmailVerified: z.literal("1").optional(),
    isPhoneVerified: z.literal("1").optional(),
    isDisabled: z.literal("1").optional(),
    remark: optional(200),
    password: z.string().max(64),
    panelAccount: z.literal("1").optional(),
  },
  audit: ({ input }) => ({ action: "customer-created", userId: input.userId, subject: input.username }),
  run: async ({ input }) => {
    const userId = parseUserId(input.userId);
    if (!userId || (input.password !== "" && input.password.length < 8)) {
      return { ok: false, code: "invalid" };
    }
    const { panelAccount, password, isEmailVerified, isPhoneVerified, isDisabled, ...fields } = input;
    const { role, group: number, ...rest } = fields;
    const group = groupOf({ role, group: number });
    const made = await addCustomer({
      ...rest,
      group: group === "" ? undefined : Number(group),
      // What isn't ticked is left to RStack.
      ...(isEmailVerified && { isEmailVerified: true }),
      ...(isPhoneVerified && { isPhoneVerified: true }),
      ...(isDisabled && { isDisabled: true }),
      userId,
      // Nobody knows this one: people get into the panel by an account of its own.
      password: password === "" ? randomBytes(18).toString("base64url") : password,
    });
    if (!made.ok) {
      return customerResult(made);
    }
    // The page leads on to this customer.
    const done = { ok: true, shown: userId } as const;
    if (!panelAccount) {
      return done;
    }
    const account = await createAccount({
      username: input.username,
      email: input.email,
      role: "customer",
      userId,
    });
    return account.ok ? done : { ...done, note: account.fault };
  },
});

/** Invites every customer who may come in and has no account; goes on in the background. */
export const inviteEverybody = staffAction({
  name: "invite-everybody",
  roles: ["admin"],
  fields: {},
  audit: () => ({ action: "everybody-invited" }),
  run: async ({ viewer }) => {
    if (!canMail() || !(await beginInviteRun(viewer.displayName))) {
      return { ok: false, code: "not-possible" };
    }
    revalidatePath("/admin/customers");
    return { ok: true };
  },
});

export const stopInviting = staffAction({
  name: "stop-inviting",
  roles: ["admin"],
  fields: {},
  audit: () => ({ action: "inviting-stopped" }),
  run: async () => {
    const stopped = await stopInviteRun();
    revalidatePath("/admin/customers");
    return stopped ? { ok: true } : { ok: false, code: "not-possible" };
  },
});

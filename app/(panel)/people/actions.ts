"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { accessWhere, endRights, rightIds, rightOfCustomer } from "@/lib/accounts/guests/guest-rights";
import {
  acceptOffer,
  closeInvitation,
  invitationsOf,
  invite as inviteGuest,
  offerTo,
} from "@/lib/accounts/guests/invitations";
import { Email } from "@/lib/accounts/names";
import { takePoint } from "@/lib/accounts/rate-limit";
import { GUEST_ROLES } from "@/lib/accounts/rights";
import { mayChangeFactors } from "@/lib/accounts/second-factor/proof";
import { isOwner, type Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { customerAction } from "@/lib/actions/customer-action";
import { tenanciesOf } from "@/lib/actions/named-hosts";
import { Refusal } from "@/lib/actions/refusal";
import { staffAction } from "@/lib/actions/staff-action";
import { config } from "@/lib/config";
import type { UserId } from "@/lib/rstack/ids";

/** Each is a mail to an address of the owner's choice. */
const INVITED = { scope: "guest-invite", points: 20, seconds: 86_400 };

function customerOf(viewer: Viewer): Viewer & { userId: UserId } {
  const { userId } = viewer;
  if (!isOwner(viewer) || userId === null) {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
  return { ...viewer, userId };
}

function refuseWhileOff(): void {
  if (!config().people) {
    throw new Refusal({ ok: false, code: "not-possible", reason: "people-off" });
  }
}

const orNotFound = <T>(found: T | null | undefined): T => {
  if (found === null || found === undefined) {
    throw new Refusal({ ok: false, code: "not-found" });
  }
  return found;
};

function shown(isDone: boolean): ActionResult {
  revalidatePath("/people");
  return isDone ? { ok: true } : { ok: false, code: "not-found" };
}

/** The end of that day, UTC; null for an empty field. Throws the refusal of a day that is no future one. */
function endOf(day: string): Date | null {
  if (day === "") {
    return null;
  }
  const start = Date.parse(`${day}T00:00:00Z`);
  const end = new Date(start + 86_400_000);
  if (Number.isNaN(start) || end.getTime() <= Date.now()) {
    throw new Refusal({ ok: false, code: "invalid", fields: { until: "day" } });
  }
  return end;
}

/** Opens hosts to another person: who does it has just shown that it is them. */
export const inviteGuestByMail = customerAction({
  name: "invite-guest",
  fields: {
    email: z.string().max(254),
    role: z.enum(GUEST_ROLES as [string, ...string[]]),
    hosts: z.string().max(2_000),
    until: z.string().max(10),
    mayReinstall: z.literal("1").optional(),
  },
  prepare: async ({ input, viewer }) => {
    const owner = customerOf(viewer);
    refuseWhileOff();
    const email = Email.safeParse(input.email.trim());
    if (!email.success) {
      throw new Refusal({ ok: false, code: "invalid", fields: { email: "email" } });
    }
    const until = endOf(input.until);
    if (!(await mayChangeFactors(viewer))) {
      throw new Refusal({ ok: false, code: "prove-again" });
    }
    const tenancyIds = await tenanciesOf(viewer, input.hosts);
    const waitSeconds = await takePoint(INVITED, owner.userId);
    if (waitSeconds > 0) {
      throw new Refusal({ ok: false, code: "too-many", waitSeconds });
    }
    const role = orNotFound(GUEST_ROLES.find((one) => one === input.role));
    const mayReinstall = role === "manage" && input.mayReinstall === "1";
    return { owner, asked: { email: email.data, until, tenancyIds, role, mayReinstall } };
  },
  audit: {
    by: "everybody",
    event: ({ prepared: { asked } }) => ({
      action: "guest-invited",
      subject: asked.email,
      detail: {
        role: asked.role,
        mayReinstall: asked.mayReinstall,
        until: asked.until?.toISOString() ?? null,
      },
    }),
  },
  run: async ({ prepared: { owner, asked } }) => {
    const made = await inviteGuest(owner, asked);
    revalidatePath("/people");
    return made === "done" ? { ok: true } : { ok: false, code: "not-possible", reason: "too-many-guests" };
  },
});

export const takeInvitationBack = customerAction({
  name: "take-invitation-back",
  fields: { invitation: z.uuid() },
  prepare: async ({ input, viewer }) => {
    const open = await invitationsOf(customerOf(viewer).userId);
    return orNotFound(open.find(({ id }) => id === input.invitation));
  },
  audit: {
    by: "everybody",
    event: ({ prepared }) => ({ action: "guest-invitation-closed", subject: prepared.email }),
  },
  run: async ({ prepared }) => shown(await closeInvitation(prepared.id)),
});

/** By the account alone whose confirmed address is the invited one. */
export const answerInvitation = customerAction({
  name: "answer-invitation",
  fields: { invitation: z.uuid(), answer: z.enum(["accept", "decline"]) },
  prepare: async ({ input, viewer }) => {
    return orNotFound(await offerTo(viewer, input.invitation));
  },
  audit: {
    by: "everybody",
    event: ({ input, viewer, prepared }) => ({
      action: input.answer === "accept" ? "guest-accepted" : "guest-invitation-closed",
      userId: prepared.owner,
      subject: viewer.displayName,
      detail: { role: prepared.role },
    }),
  },
  run: async ({ input, viewer, prepared }) =>
    shown(
      input.answer === "accept" ? await acceptOffer(viewer, prepared) : await closeInvitation(prepared.id),
    ),
});

const oneOf = { right: z.uuid() };
const holding = (id: string) => (access: { ids: string[] }) => access.ids.includes(id);

/** The owner's press: from its answer on nothing is shown to that guest, and nothing sent for them. */
export const endGuest = customerAction({
  name: "end-guest",
  fields: oneOf,
  prepare: async ({ input, viewer }) =>
    orNotFound((await accessWhere({ owner: customerOf(viewer).userId })).find(holding(input.right))),
  audit: {
    by: "everybody",
    event: ({ prepared }) => ({ action: "guest-ended", subject: prepared.guestName }),
  },
  run: async ({ prepared }) => shown((await endRights(rightIds(prepared.ids), "owner")).length > 0),
});

export const leaveOwner = customerAction({
  name: "leave-owner",
  fields: oneOf,
  prepare: async ({ input, viewer }) =>
    orNotFound(
      isOwner(viewer)
        ? (await accessWhere({ accountIds: [viewer.accountId] })).find(holding(input.right))
        : null,
    ),
  audit: {
    by: "everybody",
    event: ({ viewer, prepared }) => ({
      action: "guest-ended",
      userId: prepared.owner,
      subject: viewer.displayName,
      detail: { by: "guest" },
    }),
  },
  run: async ({ prepared }) => shown((await endRights(rightIds(prepared.ids), "guest")).length > 0),
});

/** Staff end anybody's. */
export const endGuestByStaff = staffAction({
  name: "end-guest-by-staff",
  roles: ["admin", "support"],
  fields: { userId: z.string().max(64), ...oneOf },
  audit: ({ input }) => ({ action: "guest-ended", userId: input.userId, detail: { right: input.right } }),
  run: async ({ input }) => {
    const ended = await endRights(rightOfCustomer(input.right, input.userId), "staff");
    revalidatePath("/admin/customers/[userid]/settings", "page");
    return ended.length > 0 ? { ok: true } : { ok: false, code: "not-found" };
  },
});

"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { giveBackTurns } from "@/lib/accounts/fair-share";
import { takePoint } from "@/lib/accounts/rate-limit";
import { mayChangeFactors } from "@/lib/accounts/second-factor/proof";
import { tellOwner } from "@/lib/accounts/security-mail";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { pushHere, setPushCookie } from "@/lib/accounts/sign-in/sign-in-cookies";
import type { ActionResult } from "@/lib/action-result";
import { customerAction } from "@/lib/actions/customer-action";
import { Refusal } from "@/lib/actions/refusal";
import { canMail } from "@/lib/mail";
import { CHOSEN_KINDS, NOTIFICATION_KINDS, type NotificationKind, SERVICES } from "@/lib/notifications/kinds";
import { mailAddressOf, saveChoices } from "@/lib/notifications/settings";
import { deliverTest } from "@/lib/notifications/webhooks/deliver";
import { addPush, subscriptionOf } from "@/lib/notifications/webhooks/push";
import { targetOf } from "@/lib/notifications/webhooks/services";
import {
  addTest,
  addWebhook,
  beginAgain,
  readWebhooks,
  removeWebhook,
} from "@/lib/notifications/webhooks/webhooks";

const PAGE = "/account";
/** Each test, and each further try, is a call to somebody's server. */
const TESTS = { scope: "webhook-test", points: 5, seconds: 60 };
/** For making and removing: nobody makes more by hand. */
const CHANGES = { scope: "webhook-change", points: 20, seconds: 3600 };

const ticked = z.literal("1").optional();
/** A box for each kind, named after the way and the kind. */
const boxes = (way: string, kinds: readonly NotificationKind[]) =>
  Object.fromEntries(kinds.map((kind) => [`${way}-${kind}`, ticked]));
const chosen = (
  way: string,
  kinds: readonly NotificationKind[],
  input: Record<string, unknown>,
): NotificationKind[] => kinds.filter((kind) => input[`${way}-${kind}`] === "1");

export const saveNotificationChoices = customerAction({
  name: "save-notification-choices",
  // The field that every form of it has: an empty one, with all boxes off, is no accident.
  fields: { choices: z.literal("1"), ...boxes("bell", CHOSEN_KINDS), ...boxes("mail", CHOSEN_KINDS) },
  audit: null,
  run: async ({ input, viewer }) => {
    // Without an address its boxes are off, which is no choice.
    const mayMail = canMail() && (await mailAddressOf(viewer.accountId)) !== null;
    await saveChoices(viewer.accountId, {
      bell: chosen("bell", CHOSEN_KINDS, input),
      mail: mayMail ? chosen("mail", CHOSEN_KINDS, input) : null,
    });
    revalidatePath(PAGE);
    return { ok: true };
  },
});

async function refuseOverLimit(limit: typeof TESTS, { accountId }: Viewer): Promise<void> {
  const waitSeconds = await takePoint(limit, accountId);
  if (waitSeconds > 0) {
    throw new Refusal({ ok: false, code: "too-many", waitSeconds });
  }
}

/** What is called is logged by its host, or as the service: what follows may be a token. */
const subjectOf = ({ service, url }: { service: string; url: string | URL }): string =>
  service === "webhook" ? new URL(url).host : service;

/** A webhook's secret is in the answer, this once. */
export const makeWebhook = customerAction({
  name: "make-webhook",
  fields: {
    service: z.enum(SERVICES).default("webhook"),
    url: z.string().max(500).default(""),
    // Which of these count depends on the service.
    secret: z.string().max(200).default(""),
    token: z.string().max(200).default(""),
    chat: z.string().max(64).default(""),
    ...boxes("hook", NOTIFICATION_KINDS),
  },
  prepare: async ({ input, viewer }) => {
    await refuseOverLimit(CHANGES, viewer);
    // It hears of the account from then on, also after its password was changed.
    if (!(await mayChangeFactors(viewer))) {
      throw new Refusal({ ok: false, code: "prove-again" });
    }
    const target = targetOf(input);
    const kinds = chosen("hook", NOTIFICATION_KINDS, input);
    if (typeof target === "string" || kinds.length === 0) {
      const reason = typeof target === "string" ? target : "webhook-kinds";
      throw new Refusal({ ok: false, code: "invalid", reason });
    }
    return { target, kinds };
  },
  audit: {
    by: "everybody",
    event: ({ prepared }) => ({ action: "webhook-made", subject: subjectOf(prepared.target) }),
  },
  run: async ({ viewer, prepared: { target, kinds } }): Promise<ActionResult<{ secret: string | null }>> => {
    const made = await addWebhook(viewer.accountId, target, kinds);
    if (made === "full") {
      return { ok: false, code: "not-possible", reason: "webhook-full" };
    }
    tellOwner(viewer.accountId, "webhook-made");
    return { ok: true, secret: made.secret };
  },
});

/** This very browser, which has asked its person; it is told for as long as they are signed in to it. */
export const allowPush = customerAction({
  name: "allow-push",
  fields: { endpoint: z.string().max(1000), p256dh: z.string().max(100), auth: z.string().max(40) },
  prepare: async ({ input, viewer }) => {
    await refuseOverLimit(CHANGES, viewer);
    const subscription = subscriptionOf(input);
    if (!subscription) {
      throw new Refusal({ ok: false, code: "invalid", reason: "push-failed" });
    }
    return subscription;
  },
  audit: { by: "everybody", event: () => ({ action: "webhook-made", subject: "push" }) },
  run: async ({ viewer: { accountId, sessionId }, prepared }) => {
    const before = await pushHere();
    if (before) {
      await removeWebhook(accountId, before);
    }
    const made = await addPush(accountId, sessionId, prepared);
    if (made === "full") {
      return { ok: false, code: "not-possible", reason: "webhook-full" };
    }
    await setPushCookie(made);
    tellOwner(accountId, "webhook-made");
    revalidatePath(PAGE);
    return { ok: true };
  },
});

export const dropWebhook = customerAction({
  name: "drop-webhook",
  fields: { webhook: z.uuid() },
  prepare: async ({ input, viewer }) => {
    const webhook = (await readWebhooks(viewer.accountId)).find(({ id }) => id === input.webhook);
    if (!webhook) {
      throw new Refusal({ ok: false, code: "not-found" });
    }
    return subjectOf(webhook);
  },
  audit: { by: "everybody", event: ({ prepared }) => ({ action: "webhook-removed", subject: prepared }) },
  run: async ({ input, viewer }) => {
    const removed = await removeWebhook(viewer.accountId, input.webhook);
    revalidatePath(PAGE);
    return removed ? { ok: true } : { ok: false, code: "not-found" };
  },
});

/** One call, at once; what came of it stands in the list of deliveries. */
export const testWebhook = customerAction({
  name: "test-webhook",
  fields: { webhook: z.uuid() },
  audit: null,
  run: async ({ input, viewer }) => {
    await refuseOverLimit(TESTS, viewer);
    const delivery = await addTest(viewer.accountId, input.webhook);
    if (delivery === null) {
      return { ok: false, code: "not-found" };
    }
    // The receiver may take seconds; others need not wait for it.
    giveBackTurns();
    await deliverTest(delivery);
    revalidatePath(PAGE);
    return { ok: true };
  },
});

/** One that has failed is tried anew, at once and then after the same pauses. */
export const redeliver = customerAction({
  name: "redeliver",
  fields: { delivery: z.uuid() },
  audit: null,
  run: async ({ input, viewer }) => {
    await refuseOverLimit(TESTS, viewer);
    const isWaiting = await beginAgain(viewer.accountId, input.delivery);
    revalidatePath(PAGE);
    return isWaiting ? { ok: true } : { ok: false, code: "not-found" };
  },
});

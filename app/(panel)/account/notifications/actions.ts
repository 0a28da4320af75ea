"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { currentCaller } from "@/lib/accounts/caller";
import { giveBackTurns } from "@/lib/accounts/fair-share";
import { takePoint } from "@/lib/accounts/rate-limit";
import { mayChangeFactors } from "@/lib/accounts/second-factor/proof";
import { tellOwner } from "@/lib/accounts/security-mail";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { customerAction } from "@/lib/actions/customer-action";
import { canMail } from "@/lib/mail";
import { CHOSEN_KINDS, NOTIFICATION_KINDS, type NotificationKind } from "@/lib/notifications/kinds";
import { mailAddressOf, saveChoices } from "@/lib/notifications/settings";
import { deliverTest } from "@/lib/notifications/webhooks/deliver";
import {
  addTest,
  addWebhook,
  beginAgain,
  removeWebhook,
  webhookUrl,
} from "@/lib/notifications/webhooks/webhooks";
import { type AuditAction, recordAudit } from "@/lib/operations/audit";

const PAGE = "/account/notifications";
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

async function overLimit(
  limit: typeof TESTS,
  { accountId }: Viewer,
): Promise<Extract<ActionResult, { ok: false }> | null> {
  const waitSeconds = await takePoint(limit, accountId);
  return waitSeconds > 0 ? { ok: false, code: "too-many", waitSeconds } : null;
}

/** The host alone: what follows it may be a secret of the receiver's. */
async function note(viewer: Viewer, action: AuditAction, url: string): Promise<void> {
  await recordAudit(viewer, {
    action,
    outcome: "done",
    userId: viewer.userId,
    subject: new URL(url).host,
    address: (await currentCaller()).address,
  });
}

/** Its secret is in the answer, this once. */
export const makeWebhook = customerAction({
  name: "make-webhook",
  fields: { url: z.string().max(500), ...boxes("hook", NOTIFICATION_KINDS) },
  run: async ({ input, viewer }): Promise<ActionResult<{ secret: string }>> => {
    const over = await overLimit(CHANGES, viewer);
    if (over) {
      return over;
    }
    // It hears of the account from then on, also after its password was changed.
    if (!(await mayChangeFactors(viewer))) {
      return { ok: false, code: "prove-again" };
    }
    const url = webhookUrl(String(input.url).trim());
    const kinds = chosen("hook", NOTIFICATION_KINDS, input);
    if (!url) {
      return { ok: false, code: "invalid", reason: "webhook-url" };
    }
    if (kinds.length === 0) {
      return { ok: false, code: "invalid", reason: "webhook-kinds" };
    }
    const made = await addWebhook(viewer.accountId, url, kinds);
    if (made === "full") {
      return { ok: false, code: "not-possible", reason: "webhook-full" };
    }
    tellOwner(viewer.accountId, "webhook-made");
    await note(viewer, "webhook-made", url.href);
    return { ok: true, secret: made.secret };
  },
});

export const dropWebhook = customerAction({
  name: "drop-webhook",
  fields: { webhook: z.uuid() },
  run: async ({ input, viewer }) => {
    const url = await removeWebhook(viewer.accountId, input.webhook);
    if (url === null) {
      return { ok: false, code: "not-found" };
    }
    await note(viewer, "webhook-removed", url);
    revalidatePath(PAGE);
    return { ok: true };
  },
});

/** One call, at once; what came of it stands in the list of deliveries. */
export const testWebhook = customerAction({
  name: "test-webhook",
  fields: { webhook: z.uuid() },
  run: async ({ input, viewer }) => {
    const over = await overLimit(TESTS, viewer);
    if (over) {
      return over;
    }
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
  run: async ({ input, viewer }) => {
    const over = await overLimit(TESTS, viewer);
    if (over) {
      return over;
    }
    const isWaiting = await beginAgain(viewer.accountId, input.delivery);
    revalidatePath(PAGE);
    return isWaiting ? { ok: true } : { ok: false, code: "not-found" };
  },
});

"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { takePoint } from "@/lib/accounts/rate-limit";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { mayChangeFactors } from "@/lib/accounts/second-factor/proof";
import { tellOwner } from "@/lib/accounts/security-mail";
import { signInOf, type Viewer } from "@/lib/accounts/sessions/viewer";
import {
  revokeToken as revoke,
  revokeProviderToken as revokeForProvider,
} from "@/lib/accounts/tokens/end-tokens";
import {
  expiryField,
  expiryOrNeverField,
  readTokenForm,
  tokenFields,
} from "@/lib/accounts/tokens/token-form";
import { CUSTOMER_SCOPES, FLEET_SCOPES } from "@/lib/accounts/tokens/token-scopes";
import { listProviderTokens, listTokens, makeToken } from "@/lib/accounts/tokens/tokens";
import type { ActionResult } from "@/lib/action-result";
import { customerAction } from "@/lib/actions/customer-action";
import { tenanciesOf } from "@/lib/actions/named-hosts";
import { Refusal } from "@/lib/actions/refusal";
import { staffAction } from "@/lib/actions/staff-action";
import { fleetWebhooks, removeFleetWebhook } from "@/lib/notifications/webhooks/fleet-webhooks";

type Made = ActionResult<{ shown: string }>;

const PAGE = "/account";
/** Each is a mail to the account: nobody makes more by hand. */
const MADE = { scope: "token-make", points: 20, seconds: 3600 };

/** The token travels in this one answer. */
function made(result: Awaited<ReturnType<typeof makeToken>>): Made {
  if (result === "session-over") {
    return { ok: false, code: "signed-out" };
  }
  if (result === "full") {
    return { ok: false, code: "not-possible", reason: "too-many-tokens" };
  }
  // It stands in the list at once, above what shows it.
  revalidatePath(PAGE);
  return { ok: true, shown: result.token };
}

function refuseStaff({ role }: Viewer): void {
  if (role !== "customer") {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
}

/** A customer's own: what it may, where, from where and until when. Whoever makes it has just shown that it is them. */
export const createToken = customerAction({
  name: "make-token",
  fields: {
    ...tokenFields,
    scope: z.enum(CUSTOMER_SCOPES),
    hosts: z.string().max(2_000),
    expiry: expiryOrNeverField,
  },
  prepare: async ({ input, viewer }) => {
    refuseStaff(viewer);
    const waitSeconds = await takePoint(MADE, viewer.accountId);
    if (waitSeconds > 0) {
      throw new Refusal({ ok: false, code: "too-many", waitSeconds });
    }
    if (!(await mayChangeFactors(viewer))) {
      throw new Refusal({ ok: false, code: "prove-again" });
    }
    const read = readTokenForm(input);
    if (!read.ok) {
      throw new Refusal({ ok: false, code: "not-possible", reason: read.fault });
    }
    return { asked: read.asked, tenancyIds: await tenanciesOf(viewer, input.hosts, "shared") };
  },
  audit: { by: "everybody", event: ({ input }) => ({ action: "token-made", subject: input.name }) },
  run: async ({ input, viewer, prepared: { asked, tenancyIds } }): Promise<Made> => {
    const result = made(await makeToken(viewer, { ...asked, scope: input.scope, tenancyIds }));
    if (result.ok) {
      tellOwner(viewer.accountId, "token-made");
    }
    return result;
  },
});

export const revokeToken = customerAction({
  name: "revoke-token",
  fields: { token: z.uuid() },
  prepare: async ({ input, viewer }) => {
    refuseStaff(viewer);
    const token = (await listTokens(viewer.accountId)).find(({ id }) => id === input.token);
    if (!token) {
      throw new Refusal({ ok: false, code: "not-found" });
    }
    return token.name;
  },
  audit: { by: "everybody", event: ({ prepared }) => ({ action: "token-revoked", subject: prepared }) },
  run: async ({ input, viewer }) => {
    const name = await revoke(viewer.accountId, input.token);
    revalidatePath(PAGE);
    return name === null ? { ok: false, code: "not-found" } : { ok: true };
  },
});

const scopeBoxes = Object.fromEntries(FLEET_SCOPES.map((scope) => [scope, z.literal("1").optional()]));
const tickedScopes = (input: Record<string, unknown>) => FLEET_SCOPES.filter((scope) => input[scope] === "1");

/** For the provider's own systems: from known addresses, for a time, by an admin who has just given a second factor. */
export const createProviderToken = staffAction({
  name: "make-provider-token",
  roles: ["admin"],
  asksAgain: true,
  fields: { ...tokenFields, ...scopeBoxes, expiry: expiryField },
  audit: ({ input }) => ({
    action: "token-made",
    subject: input.name,
    detail: {
      addressRanges: input.addresses.slice(0, 500),
      expiresAt: `${input.expiry} d`,
      scopes: tickedScopes(input),
    },
  }),
  run: async ({ input, viewer }): Promise<Made> => {
    if (!(await hasSecondFactor(signInOf(viewer)))) {
      return { ok: false, code: "not-possible", reason: "needs-factor" };
    }
    const read = readTokenForm(input, { needsRange: true });
    if (!read.ok) {
      return { ok: false, code: "not-possible", reason: read.fault };
    }
    const fleetScopes = tickedScopes(input);
    if (fleetScopes.length === 0) {
      return { ok: false, code: "not-possible", reason: "no-scope" };
    }
    const result = made(
      await makeToken(viewer, { ...read.asked, scope: "provider", fleetScopes, tenancyIds: null }),
    );
    if (result.ok) {
      tellOwner(viewer.accountId, "token-made");
    }
    return result;
  },
});

/** Also another admin's: whoever made it may be away when it leaks. */
export const revokeProviderToken = staffAction({
  name: "revoke-provider-token",
  roles: ["admin"],
  fields: { token: z.uuid() },
  audit: async ({ input }) => {
    const token = (await listProviderTokens()).find(({ id }) => id === input.token);
    return { action: "token-revoked", subject: token?.name ?? null, detail: { maker: token?.maker ?? null } };
  },
  run: async ({ input }) => {
    const name = await revokeForProvider(input.token);
    revalidatePath(PAGE);
    return name === null ? { ok: false, code: "not-found" } : { ok: true };
  },
});

/** One that a program made, whichever admin's: a receiver that nobody knows any more is cut off. */
export const removeProviderWebhook = staffAction({
  name: "remove-provider-webhook",
  roles: ["admin"],
  fields: { webhook: z.uuid() },
  audit: async ({ input }) => {
    const webhook = (await fleetWebhooks()).find(({ id }) => id === input.webhook);
    return { action: "webhook-removed", subject: webhook ? new URL(webhook.url).host : null };
  },
  run: async ({ input }) => {
    const removed = await removeFleetWebhook(input.webhook);
    revalidatePath(PAGE);
    return removed ? { ok: true } : { ok: false, code: "not-found" };
  },
});

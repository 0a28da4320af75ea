"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { currentCaller } from "@/lib/accounts/caller";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { mayChangeFactors } from "@/lib/accounts/second-factor/proof";
import { tellOwner } from "@/lib/accounts/security-mail";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
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
import { CUSTOMER_SCOPES } from "@/lib/accounts/tokens/token-scopes";
import { listProviderTokens, makeToken } from "@/lib/accounts/tokens/tokens";
import type { ActionResult } from "@/lib/action-result";
import { customerAction } from "@/lib/actions/customer-action";
import { staffAction } from "@/lib/actions/staff-action";
import { hostListFor } from "@/lib/hosts/host-list";
import { findHost } from "@/lib/hosts/owned-host";
import { type AuditAction, recordAudit } from "@/lib/operations/audit";

type Made = ActionResult<{ shown: string }>;

const PAGE = "/account/tokens";

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

/** Ids of what was typed: names and ids, a name with blanks in it too. An unknown one stays as it is. */
async function idsOf(viewer: Viewer, typed: string): Promise<string[]> {
  const parts = typed
    .split(/[,;，、；\n]+/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length === 0) {
    return [];
  }
  const { hosts } = await hostListFor(viewer);
  const named = (text: string) =>
    hosts.filter(({ name }) => name.toLowerCase() === text.toLowerCase()).map(({ id }) => id);
  const ids = parts.flatMap((part) => {
    const whole = named(part);
    return whole.length > 0
      ? whole
      : part.split(/\s+/).flatMap((word) => {
          const found = named(word);
          return found.length > 0 ? found : [word];
        });
  });
  return [...new Set(ids)];
}

/** The tenancies of the hosts that were named, or all; a code where one isn't theirs. */
async function tenanciesOf(
  viewer: Viewer,
  typed: string,
): Promise<string[] | null | Extract<ActionResult, { ok: false }>> {
  const ids = (await idsOf(viewer, typed)).slice(0, MOST_HOSTS + 1);
  if (ids.length === 0) {
    return null;
  }
  const found = ids.length > MOST_HOSTS ? [] : await Promise.all(ids.map((id) => findHost(viewer, id)));
  if (found.includes("not-asked")) {
    return { ok: false, code: "master-down" };
  }
  const owned = found.filter((one) => one !== null && one !== "not-asked");
  return owned.length === ids.length
    ? owned.map(({ tenancyId }) => tenancyId)
    : { ok: false, code: "not-possible", reason: "unknown-host" };
}

const MOST_HOSTS = 50;

async function note(viewer: Viewer, action: AuditAction, subject: string): Promise<void> {
  const { address } = await currentCaller();
  await recordAudit(viewer, { action, outcome: "done", userId: viewer.userId, subject, address });
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
  run: async ({ input, viewer }): Promise<Made> => {
    if (viewer.role !== "customer") {
      return { ok: false, code: "not-allowed" };
    }
    if (!(await mayChangeFactors(viewer))) {
      return { ok: false, code: "prove-again" };
    }
    const read = readTokenForm(input);
    if (!read.ok) {
      return { ok: false, code: "not-possible", reason: read.fault };
    }
    const tenancyIds = await tenanciesOf(viewer, input.hosts);
    if (tenancyIds !== null && !Array.isArray(tenancyIds)) {
      return tenancyIds;
    }
    const result = made(await makeToken(viewer, { ...read.asked, scope: input.scope, tenancyIds }));
    if (result.ok) {
      tellOwner(viewer.accountId, "token-made");
      await note(viewer, "token-made", input.name);
    }
    return result;
  },
});

export const revokeToken = customerAction({
  name: "revoke-token",
  fields: { token: z.uuid() },
  run: async ({ input, viewer }) => {
    if (viewer.role !== "customer") {
      return { ok: false, code: "not-allowed" };
    }
    const name = await revoke(viewer.accountId, input.token);
    revalidatePath(PAGE);
    if (name === null) {
      return { ok: false, code: "not-found" };
    }
    await note(viewer, "token-revoked", name);
    return { ok: true };
  },
});

/** For the provider's own systems: from known addresses, for a time, by an admin who has just given a second factor. */
export const createProviderToken = staffAction({
  name: "make-provider-token",
  roles: ["admin"],
  asksAgain: true,
  fields: { ...tokenFields, expiry: expiryField },
  audit: ({ input }) => ({
    action: "token-made",
    subject: input.name,
    detail: { addressRanges: input.addresses.slice(0, 500), expiresAt: `${input.expiry} d` },
  }),
  run: async ({ input, viewer }): Promise<Made> => {
    if (!(await hasSecondFactor(viewer.accountId))) {
      return { ok: false, code: "not-possible", reason: "needs-factor" };
    }
    const read = readTokenForm(input, { needsRange: true });
    if (!read.ok) {
      return { ok: false, code: "not-possible", reason: read.fault };
    }
    const result = made(await makeToken(viewer, { ...read.asked, scope: "provider", tenancyIds: null }));
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

"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { Email, nameKey } from "@/lib/accounts/names";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { isOwner, signInOf, type Viewer } from "@/lib/accounts/sessions/viewer";
import { ownedAction } from "@/lib/actions/owned-action";
import { refuseNotProvenLately } from "@/lib/actions/proof-guard";
import { Refusal } from "@/lib/actions/refusal";
import { refuseInView } from "@/lib/actions/view-guard";
import { config } from "@/lib/config";
import { keptBy, keptIn, makeOffer, takeOffer, withdrawOffer } from "@/lib/fleet/handover/offers";
import { hostViewOf } from "@/lib/hosts/host-read";
import { boundDomains } from "@/lib/hosts/network/read-network";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { mailAddressOf } from "@/lib/notifications/settings";

const refused = (reason: string) => new Refusal({ ok: false, code: "not-possible", reason });

/** The owner's alone: no view's, and nobody's who may open the host otherwise. */
function refuseOthers(viewer: Viewer, owned: OwnedHost): void {
  refuseInView(viewer);
  if (!isOwner(viewer) || viewer.userId !== owned.owner) {
    throw new Refusal({ ok: false, code: "not-allowed" });
  }
  if (!config().handover) {
    throw refused("not-offered");
  }
}

/** All that is refused before there is an offer; nothing of it says whether the address is known. */
async function lookAt({
  owned,
  viewer,
  email,
  domains,
  agreeDomains,
}: {
  owned: OwnedHost;
  viewer: Viewer;
  email: string;
  domains: string;
  agreeDomains?: string;
}) {
  refuseOthers(viewer, owned);
  const to = Email.safeParse(email.trim());
  if (!to.success) {
    throw new Refusal({ ok: false, code: "invalid", fields: { email: "bad-email" } });
  }
  const own = await mailAddressOf(viewer.accountId);
  if (own && nameKey(own) === nameKey(to.data)) {
    throw new Refusal({ ok: false, code: "invalid", fields: { email: "own-address" } });
  }
  const kept = keptIn((await hostViewOf(owned, viewer)).state) ?? (await keptBy(owned.tenancyId));
  if (kept) {
    throw refused(kept);
  }
  const bound = await boundDomains(owned);
  if (bound === null || bound.join(" ") !== domains) {
    throw refused("domains-changed");
  }
  if (bound.length > 0 && agreeDomains !== "1") {
    throw new Refusal({ ok: false, code: "invalid", fields: { agreeDomains: "field-tick" } });
  }
  if (!(await hasSecondFactor(signInOf(viewer)))) {
    throw refused("needs-factor");
  }
  await refuseNotProvenLately(viewer);
  const waitSeconds = owned.owner ? await takeOffer(owned.owner) : 0;
  if (waitSeconds > 0) {
    throw new Refusal({ ok: false, code: "too-many", waitSeconds });
  }
  return { email: to.data, domains: bound };
}

/** Offers the host to another customer. Whoever does so has just given their second factor. */
export const offerHandover = ownedAction({
  name: "offer-handover",
  fields: {
    email: z.string().max(300),
    /** As the form listed them: others are nothing that the owner agreed to. */
    domains: z.string().max(20_000),
    agreeData: z.literal("1"),
    agreeDomains: z.literal("1").optional(),
  },
  prepare: ({ owned, input, viewer }) => lookAt({ owned, viewer, ...input }),
  audit: {
    by: "everybody",
    event: ({ prepared }) => ({ action: "handover-offered", subject: prepared.email }),
  },
  run: async ({ owned, viewer, prepared }) => {
    const why = await makeOffer(owned, viewer, prepared);
    revalidatePath(`/hosts/${owned.vmId}/settings`);
    return why ? { ok: false, code: "not-possible", reason: why } : { ok: true };
  },
});

export const withdrawHandover = ownedAction({
  name: "withdraw-handover",
  fields: {},
  prepare: ({ viewer, owned }) => refuseOthers(viewer, owned),
  audit: { by: "everybody", event: () => ({ action: "handover-withdrawn" }) },
  run: async ({ owned }) => {
    const done = await withdrawOffer(owned);
    revalidatePath(`/hosts/${owned.vmId}/settings`);
    return done ? { ok: true } : { ok: false, code: "not-possible", reason: "offer-over" };
  },
});

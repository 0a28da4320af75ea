import { hostServices } from "@/lib/db/token-schema";
import { fillLink } from "../../provider/fill-link";
import { parseLinkPattern } from "../../provider/link-pattern";
import type { Billing } from "../host-view";

/** The id first, since Drizzle takes a joined row whose first value is null for one that is not there. */
export const BILLING_COLUMNS = {
  tenancyId: hostServices.tenancyId,
  paidUntil: hostServices.paidUntil,
  priceText: hostServices.priceText,
  renewUrl: hostServices.renewUrl,
  upgradeUrl: hostServices.upgradeUrl,
};
export type KeptBilling = Pick<typeof hostServices.$inferSelect, keyof typeof BILLING_COLUMNS>;

/** As the host's owner sees it, with their number and the host's in its links. */
export function billingOf(
  said: KeptBilling | null,
  { vmId, owner }: { vmId: string; owner: string | null },
): Billing {
  const linkOf = (pattern: string | null | undefined): string | undefined => {
    const kept = pattern ? parseLinkPattern(pattern) : null;
    return kept?.startsWith("https:") ? fillLink(kept, { customer: owner, host: vmId }) : undefined;
  };
  const told: Billing = {
    paidUntil: said?.paidUntil?.toISOString(),
    priceText: said?.priceText ?? undefined,
    renewUrl: linkOf(said?.renewUrl),
    upgradeUrl: linkOf(said?.upgradeUrl),
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

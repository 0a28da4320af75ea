import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { DescriptionList } from "@/components/ui/page/facts";
import type { HostView } from "@/lib/hosts/host-view";
import { Card } from "../../ui/card";
import { PaidUntil } from "../time/paid-until";

/** What the provider's shop says of the host; nothing where it says nothing, and to whom the bills aren't theirs. */
export function BillingCard({ host: { paidUntil, priceText, renewUrl, upgradeUrl } }: { host: HostView }) {
  const w = useTranslations("words");
  const t = useTranslations("host.billing");
  const ways = (["renew", "upgrade"] as const).flatMap((way) => {
    const href = { renew: renewUrl, upgrade: upgradeUrl }[way];
    return href ? [{ way, href }] : [];
  });
  return paidUntil || priceText || ways.length > 0 ? (
    <Card title={t("title")}>
      <div className="flex flex-col gap-3">
        {paidUntil || priceText ? (
          <DescriptionList
            className="-mt-1.5"
            nameClass="w-20"
            facts={[
              [w("paidUntil"), paidUntil && <PaidUntil iso={paidUntil} />],
              [t("price"), priceText],
            ]}
          />
        ) : null}
        {ways.length > 0 ? (
          <div className="grid auto-cols-fr grid-flow-col gap-2">
            {ways.map(({ way, href }) => (
              <ButtonLink key={way} href={href} plainLink>
                {t(way)}
              </ButtonLink>
            ))}
          </div>
        ) : null}
      </div>
    </Card>
  ) : null;
}

import { useTranslations } from "next-intl";
import { Address } from "@/components/ui/well";
import type { AddressView } from "@/lib/hosts/network/network-view";
import { Card } from "../../ui/card";

/** Every address, each with what a person who sets up a network by hand asks for beside it. */
export function AddressesCard({ addresses }: { addresses: AddressView[] }) {
  const t = useTranslations("network");
  return (
    <Card title={t("addresses.title")}>
      {addresses.length === 0 ? <p className="text-ink-2">{t("addresses.none")}</p> : null}
      <dl className="address-list">
        {addresses.map(({ address, kind, gateway, netmask }) => (
          <div key={address}>
            <dt>{t(`addresses.kind.${kind}`)}</dt>
            <dd>
              <Address value={address} copyLabel={t("addresses.copy")} copied={t("copied")} />
              {gateway || netmask ? (
                <small>
                  {[
                    netmask ? `${t("addresses.netmask")} ${netmask}` : null,
                    gateway ? `${t("addresses.gateway")} ${gateway}` : null,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

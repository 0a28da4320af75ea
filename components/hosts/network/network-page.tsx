"use client";

import { useTranslations } from "next-intl";
import { SubmitKey } from "@/components/ui/submit-key";
import { Address } from "@/components/ui/well";
import type { AddressView, NetworkView } from "@/lib/hosts/network/network-view";
import { Card } from "../../ui/card";
import { HostFields } from "../operate/host-fields";
import { useHostOperation } from "../operate/use-host-operation";
import { DomainsCard } from "./domains-card";
import { FormProblem } from "./form-problem";
import { PortsCard } from "./ports-card";
import { useBlockedWhy } from "./use-blocked-why";

interface NetworkPageProps {
  view: NetworkView;
}

/** Behind a shared address ports and domains are what one works with; else the addresses are. */
export function NetworkPage({ view }: NetworkPageProps) {
  const { addresses, reach, ports, domains } = view;
  const reapply = <ReapplyCard />;
  return reach === "shared" ? (
    <div className="host-body">
      <div>
        <PortsCard list={ports} />
        <DomainsCard list={domains} />
      </div>
      <div>
        <AddressesCard addresses={addresses} />
        {reapply}
      </div>
    </div>
  ) : (
    <div className="host-body">
      <div>
        <AddressesCard addresses={addresses} />
        {reapply}
      </div>
      <div>
        <NotShared known={reach === "own"} />
      </div>
    </div>
  );
}

function NotShared({ known }: { known: boolean }) {
  const t = useTranslations("network.notShared");
  return (
    <Card title={t("title")}>
      <p className="text-ink-2">{t(known ? "text" : "unknown")}</p>
    </Card>
  );
}

/** Every address, each with what a person who sets up a network by hand asks for beside it. */
function AddressesCard({ addresses }: { addresses: AddressView[] }) {
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

function ReapplyCard() {
  const t = useTranslations("network.reapply");
  const operation = useHostOperation();
  const why = useBlockedWhy(operation, "reapply-addresses");
  return (
    <Card title={t("title")}>
      <p className="mb-3 max-w-[62ch] text-sm text-ink-2">{t("text")}</p>
      <form action={operation.submit}>
        <HostFields vmId={operation.host.id} kind="reapply-addresses" result={operation.result} />
        <SubmitKey aria-disabled={why.off || undefined} aria-describedby={why.id}>
          {t("key")}
        </SubmitKey>
        {why.line}
        <FormProblem result={operation.result} />
      </form>
    </Card>
  );
}

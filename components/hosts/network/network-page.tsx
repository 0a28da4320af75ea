"use client";

import { useTranslations } from "next-intl";
import type { NetworkView } from "@/lib/hosts/network/network-view";
import { Card } from "../../ui/card";
import type { HostFormAction } from "../operate/use-host-operation";
import { AddressesCard } from "./addresses-card";
import { DomainsCard } from "./domains-card";
import { PortsCard } from "./ports-card";
import { ReapplyCard } from "./reapply-card";

interface NetworkPageProps {
  view: NetworkView;
  actions: Record<
    "addPort" | "removePort" | "bindDomain" | "unbindDomain" | "reapplyAddresses",
    HostFormAction
  >;
}

/** Behind a shared address ports and domains are what one works with; else the addresses are. */
export function NetworkPage({ view, actions }: NetworkPageProps) {
  const { addresses, reach, ports, domains } = view;
  const reapply = <ReapplyCard action={actions.reapplyAddresses} />;
  return reach === "shared" ? (
    <div className="host-body">
      <div>
        <PortsCard list={ports} add={actions.addPort} remove={actions.removePort} />
        <DomainsCard list={domains} bind={actions.bindDomain} unbind={actions.unbindDomain} />
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

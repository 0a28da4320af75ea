"use client";

import { useTranslations } from "next-intl";
import type { NetworkView } from "@/lib/hosts/network/network-view";
import type { HostFormAction } from "../operate/use-host-operation";
import { Zone } from "../overview/zone";
import { AddressesZone } from "./addresses-zone";
import { DomainsZone } from "./domains-zone";
import { PortsZone } from "./ports-zone";
import { ReapplyZone } from "./reapply-zone";

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
  const reapply = <ReapplyZone action={actions.reapplyAddresses} />;
  return reach === "shared" ? (
    <div className="host-body">
      <div>
        <PortsZone list={ports} add={actions.addPort} remove={actions.removePort} />
        <DomainsZone list={domains} bind={actions.bindDomain} unbind={actions.unbindDomain} />
      </div>
      <div>
        <AddressesZone addresses={addresses} />
        {reapply}
      </div>
    </div>
  ) : (
    <div className="host-body">
      <div>
        <AddressesZone addresses={addresses} />
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
    <Zone title={t("title")}>
      <p className="text-ink-2">{t(known ? "text" : "unknown")}</p>
    </Zone>
  );
}

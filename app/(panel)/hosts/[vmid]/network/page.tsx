import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { NetworkPage } from "@/components/hosts/network/network-page";
import "@/components/hosts/network/network.css";
import { currentViewer, requireViewer } from "@/lib/accounts/current-viewer";
import { readNetwork } from "@/lib/hosts/network/read-network";
import { type OwnedHost, openHost } from "@/lib/hosts/owned-host";
import { PageMessages } from "@/lib/i18n/page-messages";
import { addPort, bindDomain, reapplyAddresses, removePort, unbindDomain } from "./actions";

interface NetworkPageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: NetworkPageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openHost(viewer, (await params).vmid));
  const t = await getTranslations("host.tab");
  return owned ? { title: `${t("network")} · ${owned.row.name ?? owned.vmId}` } : {};
}

export default async function HostNetworkPage({ params }: NetworkPageProps) {
  const viewer = await requireViewer();
  const owned = await openHost(viewer, (await params).vmid);
  if (!owned) {
    notFound();
  }
  return (
    <PageMessages namespaces={["network"]}>
      <Suspense fallback={<Waiting />}>
        <Told owned={owned} />
      </Suspense>
    </PageMessages>
  );
}

/** What the master lists comes a moment after the page. */
async function Told({ owned }: { owned: OwnedHost }) {
  return (
    <NetworkPage
      view={await readNetwork(owned)}
      actions={{ addPort, removePort, bindDomain, unbindDomain, reapplyAddresses }}
    />
  );
}

const Waiting = () => (
  <div className="host-body" aria-hidden="true">
    <div>
      <div className="zone">
        <span className="skeleton h-6 w-24" />
        <span className="skeleton mt-5 h-28 w-full" />
        <span className="skeleton mt-5 h-24 w-full" />
      </div>
    </div>
    <div>
      <div className="zone">
        <span className="skeleton h-6 w-24" />
        <span className="skeleton mt-5 h-28 w-48" />
      </div>
    </div>
  </div>
);

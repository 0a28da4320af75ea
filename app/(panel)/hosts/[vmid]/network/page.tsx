import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { NetworkPage } from "@/components/hosts/network/network-page";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { readNetwork } from "@/lib/hosts/network/read-network";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";

interface NetworkPageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: NetworkPageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const w = await getTranslations("words");
  return owned ? { title: `${w("network")} · ${pageHostView(owned, viewer).name}` } : {};
}

export default async function HostNetworkPage({ params }: NetworkPageProps) {
  const viewer = await requireViewer();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  return (
    <PageMessages namespaces={["network"]}>
      <Faults of="network">
        <NetworkPage view={await readNetwork(owned)} />
      </Faults>
    </PageMessages>
  );
}

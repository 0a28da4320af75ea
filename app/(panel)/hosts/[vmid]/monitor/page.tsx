import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import "@/components/charts/charts.css";
import "@/components/hosts/monitor/monitor.css";
import { MonitorPage } from "@/components/hosts/monitor/monitor-page";
import { currentViewer, requireViewer } from "@/lib/accounts/current-viewer";
import { config } from "@/lib/config";
import { labelOf } from "@/lib/hosts/labels";
import { readProfile } from "@/lib/hosts/mirror/profile";
import { openHost } from "@/lib/hosts/owned-host";
import { PageMessages } from "@/lib/i18n/page-messages";

interface PageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openHost(viewer, (await params).vmid));
  const t = await getTranslations("monitor");
  return owned
    ? { title: `${t("title")} · ${(await labelOf(owned.tenancyId)).name ?? owned.row.name ?? owned.vmId}` }
    : {};
}

/** The samples themselves are asked for by the browser, which knows the screen's width and the person's zone. */
export default async function HostMonitorPage({ params }: PageProps) {
  const viewer = await requireViewer();
  const owned = await openHost(viewer, (await params).vmid);
  if (!owned) {
    notFound();
  }
  const { diskUnit, networkUnit } = config().monitor;
  const profile = await readProfile();
  return (
    <PageMessages namespaces={["monitor"]}>
      <MonitorPage
        vmId={owned.vmId}
        units={{ disk: diskUnit, network: networkUnit }}
        masterDownSince={profile?.downSince?.toISOString() ?? null}
      />
    </PageMessages>
  );
}

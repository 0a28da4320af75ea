import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { schedulesViewOf } from "@/lib/hosts/schedules/schedules";
import { HostSchedules } from "../host-schedules";

interface PageProps {
  params: Promise<{ vmid: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("host.tab");
  return owned ? { title: `${t("schedules")} · ${pageHostView(owned, viewer).name}` } : {};
}

export default async function HostSchedulesPage({ params }: PageProps) {
  const viewer = await requireViewer();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  const t = await getTranslations("schedules.power");
  return (
    <Card title={t("title")} foot={t("rules")} flush>
      <HostSchedules view={await schedulesViewOf(owned)} viewer={viewer} what="power" />
    </Card>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import "@/components/hosts/schedules/schedules.css";
import { SchedulesPage } from "@/components/hosts/schedules/schedules-page";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { isReadOnly, isStaff } from "@/lib/accounts/sessions/viewer";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { schedulesViewOf } from "@/lib/hosts/schedules/schedules";
import { PageMessages } from "@/lib/i18n/page-messages";
import { addSchedule, dropSchedule, editSchedule, holdSchedule } from "./actions";

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
  return (
    <Faults of="schedules">
      <PageMessages namespaces={["schedules"]}>
        <SchedulesPage
          view={await schedulesViewOf(owned)}
          mayChange={!isStaff(viewer) && !isReadOnly(viewer)}
          zone={viewer.timeZone}
          actions={{ addSchedule, editSchedule, holdSchedule, dropSchedule }}
        />
      </PageMessages>
    </Faults>
  );
}

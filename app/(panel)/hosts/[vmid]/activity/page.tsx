import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HostActivity } from "@/components/activity/host-activity";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { tabSessionOf } from "@/lib/accounts/sessions/tab-session";
import { activityFilterFrom } from "@/lib/hosts/activity/activity-filter";
import { activityMark } from "@/lib/hosts/activity/activity-mark";
import { readActivity } from "@/lib/hosts/activity/read-activity";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";

interface HostActivityPageProps {
  params: Promise<{ vmid: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: HostActivityPageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("activity");
  return owned ? { title: `${t("title")} · ${pageHostView(owned, viewer).name}` } : {};
}

export default async function HostActivityPage({ params, searchParams }: HostActivityPageProps) {
  const viewer = await requireViewer();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  const filter = { ...activityFilterFrom(await searchParams), host: null };
  const scope = { tenancyId: owned.tenancyId };
  // Before the list: what changes meanwhile is another mark than this one.
  const mark = filter.after === null ? await activityMark(scope) : null;
  const page = await readActivity(scope, filter, viewer);
  return (
    <PageMessages namespaces={["activity"]}>
      <HostActivity page={page} filter={filter} session={tabSessionOf(viewer)} mark={mark} />
    </PageMessages>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { hostActivityList } from "@/app/(panel)/activity/activity-lists";
import { List } from "@/app/lists/list-page";
import { currentViewer, requireViewer } from "@/lib/accounts/sessions/current-viewer";
import type { SearchParams } from "@/lib/fleet/search-params";
import { openPageHost, pageHostView, requirePageHost } from "@/lib/hosts/page-host";

interface HostActivityPageProps {
  params: Promise<{ vmid: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: HostActivityPageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const owned = viewer && (await openPageHost(viewer, (await params).vmid));
  const t = await getTranslations("words");
  return owned ? { title: `${t("activity")} · ${pageHostView(owned, viewer).name}` } : {};
}

export default async function HostActivityPage(props: HostActivityPageProps) {
  const owned = await requirePageHost(await requireViewer(), (await props.params).vmid);
  return owned && <List list={hostActivityList} {...props} />;
}

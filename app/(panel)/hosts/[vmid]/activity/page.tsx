import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { HostActivity } from "@/components/activity/host-activity";
import { requireViewer } from "@/lib/accounts/current-viewer";
import { activityFilterFrom } from "@/lib/hosts/activity/activity-filter";
import { readActivity } from "@/lib/hosts/activity/read-activity";
import { openPageHost } from "@/lib/hosts/page-host";
import { PageMessages } from "@/lib/i18n/page-messages";

interface HostActivityPageProps {
  params: Promise<{ vmid: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activity");
  return { title: t("title") };
}

export default async function HostActivityPage({ params, searchParams }: HostActivityPageProps) {
  const viewer = await requireViewer();
  const owned = await openPageHost(viewer, (await params).vmid);
  if (!owned) {
    notFound();
  }
  const filter = { ...activityFilterFrom(await searchParams), host: null };
  const page = await readActivity({ tenancyId: owned.tenancyId }, filter, viewer);
  return (
    <PageMessages namespaces={["activity"]}>
      <HostActivity page={page} filter={filter} />
    </PageMessages>
  );
}

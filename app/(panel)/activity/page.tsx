import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActivityList } from "@/components/activity/activity-list";
import { Clock } from "@/components/hosts/clock";
import { OwnZone } from "@/components/hosts/own-zone";
import { TopLine } from "@/components/shell/top-line";
import { requireViewer } from "@/lib/accounts/current-viewer";
import { activityFilterFrom } from "@/lib/hosts/activity/activity-filter";
import { activityHosts, readActivity } from "@/lib/hosts/activity/read-activity";
import { PageMessages } from "@/lib/i18n/page-messages";

interface ActivityPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activity");
  return { title: t("title") };
}

/** What was asked of all the hosts that the customer has or had. */
export default async function ActivityPage({ searchParams }: ActivityPageProps) {
  const viewer = await requireViewer();
  const { userId } = viewer;
  if (userId === null) {
    redirect("/admin");
  }
  const filter = activityFilterFrom(await searchParams);
  const [page, hosts, t] = await Promise.all([
    readActivity({ owner: userId }, filter, viewer),
    activityHosts(userId),
    getTranslations("activity"),
  ]);
  return (
    <>
      <TopLine title={t("title")} />
      <PageMessages namespaces={["activity"]}>
        <Clock now={Date.now()}>
          <OwnZone zone={viewer.timeZone}>
            <div className="sheet">
              <ActivityList page={page} filter={filter} path="/activity" hosts={hosts} />
            </div>
          </OwnZone>
        </Clock>
      </PageMessages>
    </>
  );
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { NextStepsFor } from "@/app/next-steps-for";
import { ActivityList } from "@/components/activity/activity-list";
import { ActivityLive } from "@/components/activity/activity-live";
import { LookedCard, type StaffLook } from "@/components/activity/looked-card";
import { Clock } from "@/components/hosts/time/clock";
import { OwnTimeZone } from "@/components/hosts/time/own-time-zone";
import { TopLine } from "@/components/shell/top-line";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { tabSessionOf } from "@/lib/accounts/sessions/tab-session";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { listViewsOf, type PastView } from "@/lib/accounts/sessions/views";
import { activityFilterFrom } from "@/lib/hosts/activity/activity-filter";
import { activityMark } from "@/lib/hosts/activity/activity-mark";
import { activityHosts, readActivity } from "@/lib/hosts/activity/read-activity";
import { PageMessages } from "@/lib/i18n/page-messages";
import { actorNameFor } from "@/lib/operations/present";

interface ActivityPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activity");
  return { title: t("title") };
}

/** The newest looks of staff through the customer's eyes. */
const LOOKS_SHOWN = 20;

const lookOf = (view: PastView, viewer: Viewer): StaffLook => ({
  id: view.id,
  name: actorNameFor({ actorName: view.staffName, actorRole: "support" }, viewer),
  reason: view.reason,
  startedAt: view.startedAt.toISOString(),
  endedAt: view.endedAt?.toISOString() ?? null,
  changesAllowed: view.changesAllowed,
  own: view.id === viewer.view?.id,
});

/** What was asked of all the hosts that the customer has or had. */
export default async function ActivityPage({ searchParams }: ActivityPageProps) {
  const viewer = await requireViewer();
  const { userId } = viewer;
  if (userId === null) {
    redirect("/admin");
  }
  const filter = activityFilterFrom(await searchParams);
  // Before the list: what changes meanwhile is another mark than this one.
  const mark = filter.after === null ? await activityMark({ owner: userId }) : null;
  const [page, hosts, views, t] = await Promise.all([
    readActivity({ owner: userId }, filter, viewer),
    activityHosts(userId),
    listViewsOf(userId, LOOKS_SHOWN),
    getTranslations("activity"),
  ]);
  return (
    <>
      <TopLine title={t("title")} />
      <PageMessages namespaces={["activity", "host", "operations"]}>
        <Clock now={Date.now()}>
          <OwnTimeZone zone={viewer.timeZone}>
            <div className="sheet">
              <NextStepsFor viewer={viewer}>
                <ActivityList page={page} filter={filter} path="/activity" hosts={hosts} />
              </NextStepsFor>
              {mark === null ? null : <ActivityLive session={tabSessionOf(viewer)} mark={mark} host={null} />}
              {views.length > 0 && !filter.after ? (
                <LookedCard looks={views.map((view) => lookOf(view, viewer))} />
              ) : null}
            </div>
          </OwnTimeZone>
        </Clock>
      </PageMessages>
    </>
  );
}

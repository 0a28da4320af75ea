import { getTranslations } from "next-intl/server";
import { List, listMetadata } from "@/app/lists/list-page";
import { NextStepsFor } from "@/app/next-steps-for";
import { OwnTime } from "@/components/account/own-time";
import { Clock } from "@/components/hosts/time/clock";
import { OwnTimeZone } from "@/components/hosts/time/own-time-zone";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Timeline, TimelineItem } from "@/components/ui/list/timeline";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { listViewsOf, type PastView } from "@/lib/accounts/sessions/views";
import type { SearchParams } from "@/lib/fleet/search-params";
import { actorNameFor } from "@/lib/operations/present";
import { activityList } from "./activity-lists";

export const generateMetadata = listMetadata(activityList);

/** The newest looks of staff through the customer's eyes. */
const LOOKS_SHOWN = 20;

export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireViewer();
  const { userId } = viewer;
  const views =
    userId && (await searchParams).after === undefined ? await listViewsOf(userId, LOOKS_SHOWN) : [];
  return (
    <Clock now={Date.now()}>
      <OwnTimeZone zone={viewer.timeZone}>
        <NextStepsFor viewer={viewer}>
          <List list={activityList} searchParams={searchParams} titled />
        </NextStepsFor>
        {views.length > 0 ? <Looks views={views} viewer={viewer} /> : null}
      </OwnTimeZone>
    </Clock>
  );
}

/** Which of the provider's staff looked through the customer's eyes, when and why. */
async function Looks({ views, viewer }: { views: PastView[]; viewer: Viewer }) {
  const t = await getTranslations("activity.supportAccess");
  const items = views.map(({ id, staffName, reason, startedAt, endedAt, changesAllowed }) => {
    const who = id === viewer.view?.id ? "own" : endedAt ? "past" : "going";
    const name = actorNameFor({ actorName: staffName, actorRole: "support" }, viewer);
    return (
      <TimelineItem
        key={id}
        lead={<Icon name="eye" size={12} />}
        text={t(who, { name, may: String(changesAllowed) })}
        meta={<OwnTime iso={startedAt.toISOString()} zone={viewer.timeZone} brief />}
        note={reason}
      />
    );
  });
  return (
    <Card title={t("title")} flush className="mt-4">
      <Timeline label={t("title")} days={[{ items }]} />
    </Card>
  );
}

import { getTranslations } from "next-intl/server";
import { customerHref } from "@/components/admin/customer-link";
import { CustomerTimeline, TimelineFilter } from "@/components/admin/timeline";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { byDay } from "@/components/ui/list/by-day";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { readTimeline } from "@/lib/fleet/customers/customer-timeline";
import { TIMELINE_SOURCES, timelineSourceOf } from "@/lib/fleet/customers/timeline-sources";
import { one, type SearchParams, withSearch } from "@/lib/fleet/search-params";
import { type CustomerPageProps, customerMetadata, requireUserId } from "../page-customer";

export const generateMetadata = (props: CustomerPageProps) => customerMetadata(props, "activity");

const SHOWN = 50;

export default async function CustomerActivityPage(
  props: CustomerPageProps & { searchParams: Promise<SearchParams> },
) {
  const viewer = await requireStaff();
  const userId = await requireUserId(props);
  const search = await props.searchParams;
  const only = timelineSourceOf(search.show);
  const after = one(search.after).slice(0, 400) || null;
  const t = await getTranslations("words");
  const { entries, next } = await readTimeline(userId, viewer, { only, after, limit: SHOWN });
  const path = `${customerHref(userId)}/activity`;
  return (
    <div className="flex flex-col gap-4">
      <TimelineFilter path={path} sources={TIMELINE_SOURCES} only={only} />
      <Card flush>
        <CustomerTimeline
          days={await byDay(entries, ({ at }) => at, viewer.timeZone)}
          zone={viewer.timeZone}
        />
      </Card>
      <nav className="flex justify-end gap-2 empty:hidden" aria-label={t("timeline")}>
        {after === null ? null : (
          <ButtonLink href={withSearch(path, { show: only })}>{t("newest")}</ButtonLink>
        )}
        {next === null ? null : (
          <ButtonLink href={withSearch(path, { show: only, after: next })}>{t("older")}</ButtonLink>
        )}
      </nav>
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { HostTimeline, TimelineFilter } from "@/components/admin/timeline";
import { ButtonLink } from "@/components/ui/button-link";
import { byDay } from "@/components/ui/list/by-day";
import { readHostTimeline, TIMELINE_SOURCES } from "@/lib/fleet/operations/host-timeline";
import { one, type SearchParams, withSearch } from "@/lib/fleet/search-params";
import type { HostPageProps } from "@/lib/hosts/page-host";
import { staffHostPage, staffHostTitle } from "../staff-host-page";

interface HostActivityPageProps extends HostPageProps {
  params: Promise<{ vmid: string }>;
  searchParams: Promise<SearchParams>;
}

const LIMIT = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const generateMetadata = staffHostTitle("activity");

export default staffHostPage(async ({ viewer, owned }, { searchParams }: HostActivityPageProps) => {
  const asked = await searchParams;
  const chosen = TIMELINE_SOURCES.find((source) => source === one(asked.show)) ?? null;
  const after = UUID.test(one(asked.after)) ? one(asked.after) : null;
  const sources = chosen ? [chosen] : TIMELINE_SOURCES;
  const { events, next } = await readHostTimeline(owned, { sources, after, limit: LIMIT }, viewer);
  const w = await getTranslations("words");
  const path = `/admin/hosts/${owned.vmId}/activity`;
  return (
    <div className="flex flex-col gap-4">
      <TimelineFilter path={path} sources={TIMELINE_SOURCES} only={chosen} />
      <div className="rounded-lg border border-line bg-card">
        <HostTimeline days={await byDay(events, ({ at }) => at, viewer.timeZone)} zone={viewer.timeZone} />
      </div>
      {after || next ? (
        <nav aria-label={w("timeline")} className="flex gap-2">
          {after ? <ButtonLink href={withSearch(path, { show: chosen })}>{w("newest")}</ButtonLink> : null}
          {next ? (
            <ButtonLink href={withSearch(path, { show: chosen, after: next })}>{w("older")}</ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </div>
  );
});

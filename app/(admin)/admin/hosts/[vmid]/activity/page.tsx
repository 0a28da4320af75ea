import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HostTimeline } from "@/components/admin/hosts/host-timeline";
import { ButtonLink } from "@/components/ui/button-link";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import { byDay } from "@/components/ui/list/by-day";
import { currentViewer, requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { readHostTimeline, TIMELINE_SOURCES } from "@/lib/fleet/operations/host-timeline";
import { one, type SearchParams } from "@/lib/fleet/search-params";
import { openPageHost, requirePageHost } from "@/lib/hosts/page-host";

interface HostActivityPageProps {
  params: Promise<{ vmid: string }>;
  searchParams: Promise<SearchParams>;
}

const LIMIT = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function generateMetadata({ params }: HostActivityPageProps): Promise<Metadata> {
  const viewer = await currentViewer();
  const { vmid } = await params;
  const owned = viewer && (await openPageHost(viewer, vmid));
  const t = await getTranslations("words");
  return { title: `${t("activity")} · ${owned?.row.name ?? vmid}` };
}

export default async function StaffHostActivityPage({ params, searchParams }: HostActivityPageProps) {
  const viewer = await requireStaff();
  const owned = await requirePageHost(viewer, (await params).vmid);
  if (!owned) {
    return null;
  }
  const asked = await searchParams;
  const chosen = TIMELINE_SOURCES.find((source) => source === one(asked.source)) ?? null;
  const after = UUID.test(one(asked.after)) ? one(asked.after) : null;
  const sources = chosen ? [chosen] : TIMELINE_SOURCES;
  const { events, next } = await readHostTimeline(owned, { sources, after, limit: LIMIT }, viewer);
  const w = await getTranslations("words");
  const t = await getTranslations("fleet-hosts.timeline");
  const hrefOf = (source: string | null, below?: string) => {
    const query = new URLSearchParams({ ...(source && { source }), ...(below && { after: below }) });
    return [`/admin/hosts/${owned.vmId}/activity`, query].filter(String).join("?");
  };
  return (
    <div className="flex flex-col gap-4">
      <SegmentedFilter
        label={w("source")}
        segments={[null, ...TIMELINE_SOURCES].map((source) => ({
          href: hrefOf(source),
          label: t(source ?? "everything"),
          current: chosen === source,
          mark: null,
        }))}
      />
      <div className="rounded-lg border border-line bg-card">
        <HostTimeline days={await byDay(events, ({ at }) => at, viewer.timeZone)} zone={viewer.timeZone} />
      </div>
      {after || next ? (
        <nav aria-label={w("timeline")} className="flex gap-2">
          {after ? <ButtonLink href={hrefOf(chosen)}>{w("newest")}</ButtonLink> : null}
          {next ? <ButtonLink href={hrefOf(chosen, next)}>{w("older")}</ButtonLink> : null}
        </nav>
      ) : null}
    </div>
  );
}

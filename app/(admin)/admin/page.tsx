import { getTranslations } from "next-intl/server";
import { NeedsCard } from "@/components/admin/overview/needs-card";
import { FleetBar, GoingCard, MasterCard, MemoryCard } from "@/components/admin/overview/overview-cards";
import { PageHeader } from "@/components/ui/page/header";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { one, type SearchParams } from "@/lib/fleet/search-params";
import { staffOverview } from "@/lib/fleet/staff-overview";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import { pageTitle } from "@/lib/i18n/page-title";
import { SearchResults } from "./search-results";

export const generateMetadata = pageTitle("words.overview");

/** Where staff land: what needs somebody first, and how things stand. */
export default async function StaffOverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  const { q, open } = await searchParams;
  if (q !== undefined) {
    return <SearchResults text={one(q).trim().slice(0, 100)} opens={one(open) === "1"} viewer={viewer} />;
  }
  await wantFleet();
  const t = await getTranslations("words");
  const { needs, hosts, going, nodes, master } = await staffOverview(viewer);
  const owners = needs.flatMap(({ subjects }) => subjects.flatMap(({ owner }) => owner ?? []));
  const names = await namesOf(owners);
  wantNames(owners, names);
  return (
    <>
      <PageHeader title={t("overview")} />
      <FleetBar hosts={hosts} />
      <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-[minmax(0,1fr)_280px] xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-4 md:gap-5">
          <NeedsCard needs={needs} names={names} mayChange={viewer.role === "admin"} />
          <MemoryCard nodes={nodes} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 md:gap-5">
          <GoingCard going={going} />
          <MasterCard master={master} />
        </div>
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { HostsAround } from "@/app/hosts-around";
import { FoundCards } from "@/components/admin/overview/found-cards";
import { NeedsCard } from "@/components/admin/overview/needs-card";
import { OverviewFigures, OverviewStates } from "@/components/admin/overview/overview-figures";
import { TopLine } from "@/components/shell/top-line";
import { SearchBox } from "@/components/ui/form/search-box";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { findMappings } from "@/lib/find/find-mappings";
import { mappingIn } from "@/lib/find/mapping-text";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { type Found, findAnything, pageOfExact } from "@/lib/fleet/find-anything";
import { mappingsHref } from "@/lib/fleet/operations/master-lists";
import { one, type SearchParams } from "@/lib/fleet/search-params";
import { staffOverview } from "@/lib/fleet/staff-overview";
import { wantFleet } from "@/lib/hosts/mirror/start-mirror";
import { PageMessages } from "@/lib/i18n/page-messages";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff-overview"))("title") };
}

/** Where staff land: one search, how things stand, and what needs a look. */
export default async function StaffOverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const viewer = await requireStaff();
  await wantFleet();
  const t = await getTranslations("staff-overview");
  const search = await searchParams;
  const text = one(search.q).trim().slice(0, 100);
  const found = text === "" ? null : await findAnything(text, viewer);
  // A port could be a number of anything: RStack is asked where nothing else is called so.
  const isPort = found !== null && mappingIn(text)?.what === "port" && isNothing(found);
  const mappings = isPort ? (await findMappings(text)).mappings : [];
  const [only, ...others] = mappings;
  const mapped = only && others.length === 0 ? `/admin/hosts/${only.vmId}` : null;
  const exact = found && one(search.open) === "1" ? (pageOfExact(text, found) ?? mapped) : null;
  if (exact) {
    redirect(exact);
  }
  const overview = found ? null : await staffOverview(viewer);
  const owners = overview
    ? overview.needs.flatMap(({ subjects }) => subjects.flatMap(({ owner }) => owner ?? []))
    : (found?.hosts ?? []).flatMap(({ owner }) => owner ?? []);
  const names = await namesOf(owners);
  wantNames(owners, names);
  return (
    <>
      <TopLine title={t("title")} />
      <div className="grid gap-4">
        <div className="sheet overflow-hidden">
          <div className="p-4 md:p-6">
            <SearchBox
              label={t("search")}
              placeholder={t("placeholder")}
              value={text}
              action="/admin"
              entered={{ open: "1" }}
              live
              large
            />
          </div>
          {overview ? <OverviewStates hosts={overview.hosts} /> : null}
          {found ? (
            <Results text={text} found={found} names={names} mappings={mappings} viewer={viewer} />
          ) : null}
        </div>
        {overview ? (
          <div className="sheet sheet-columns overflow-hidden">
            <div className="overview-left">
              <NeedsCard needs={overview.needs} names={names} mayChange={viewer.role === "admin"} />
              <OverviewFigures overview={overview} />
            </div>
          </div>
        ) : null}
      </div>
    </>
  );
}

interface ResultsProps
  extends Pick<ComponentProps<typeof FoundCards>, "text" | "found" | "names" | "mappings"> {
  viewer: Viewer;
}

function Results({ viewer, ...found }: ResultsProps) {
  return (
    <PageMessages namespaces={["hosts", "host", "operations", "shell"]}>
      <HostsAround viewer={viewer}>
        <FoundCards {...found} inMappings={mappingsHref(found.text)} />
      </HostsAround>
    </PageMessages>
  );
}

const isNothing = ({ hosts, customers, operations }: Found): boolean =>
  [hosts, customers, operations].every(({ length }) => length === 0);

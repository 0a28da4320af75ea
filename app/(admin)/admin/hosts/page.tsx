import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FleetFilters } from "@/components/admin/hosts/fleet-filters";
import "@/components/admin/hosts/fleet-hosts.css";
import { FleetFound } from "@/components/admin/hosts/fleet-found";
import { FleetTable } from "@/components/admin/hosts/fleet-table";
import { LastOperation } from "@/components/admin/hosts/last-operation";
import { Pages } from "@/components/admin/pages";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyLink } from "@/components/ui/key-link";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { fleetChoices } from "@/lib/fleet/hosts/fleet-choices";
import { fleetHref, fleetQueryFrom, isNarrowed } from "@/lib/fleet/hosts/fleet-query";
import { fleetPage, HOSTS_A_PAGE } from "@/lib/fleet/hosts/fleet-table";
import { lastOperationOf } from "@/lib/fleet/hosts/host-page";
import { mappingsHref } from "@/lib/fleet/operations/master-lists";
import { BrowserMessages } from "@/lib/i18n/browser-messages";
import { readFleetNow } from "./actions";

interface FleetPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fleet-hosts"))("title") };
}

/** The whole fleet, from the mirror: the master is not asked. */
export default async function FleetHostsPage({ searchParams }: FleetPageProps) {
  const viewer = await requireStaff();
  const search = await searchParams;
  const query = fleetQueryFrom(search);
  const { deleted } = search;
  const [page, choices, removed] = await Promise.all([
    fleetPage(query),
    fleetChoices(),
    typeof deleted === "string" ? lastOperationOf(deleted, viewer, "delete-host") : null,
  ]);
  const t = await getTranslations("fleet-hosts");
  const o = await getTranslations("fleet-operations.mappings");
  const mappings = mappingsHref(query.text);
  const pages = Math.max(1, Math.ceil(page.total / HOSTS_A_PAGE));
  return (
    <>
      <TopLine title={t("title")} />
      <div className="sheet">
        {removed ? (
          <section className="card">
            <BrowserMessages namespaces={["operations"]}>
              <LastOperation name={removed.subject ?? String(deleted)} operation={removed} />
            </BrowserMessages>
          </section>
        ) : null}
        <section className="card">
          <FleetFilters query={query} choices={choices} />
        </section>
        <section className="card">
          <FleetFound
            total={page.total}
            reading={page.reading}
            pace={page.pace}
            readNow={readFleetNow}
            mayCreate={viewer.role === "admin"}
          />
          {page.total === 0 ? (
            <EmptyState
              title={t(isNarrowed(query) ? "noMatch" : "none")}
              text={t(isNarrowed(query) ? "noMatchText" : "noneText")}
            >
              {mappings ? (
                <KeyLink href={mappings} plainLink>
                  {o("search", { text: query.text })}
                </KeyLink>
              ) : null}
            </EmptyState>
          ) : (
            <FleetTable hosts={page.hosts} query={query} />
          )}
          <Pages page={query.page} pages={pages} hrefOf={(n) => fleetHref(query, { page: n })} />
        </section>
      </div>
    </>
  );
}

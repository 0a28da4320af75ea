import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { HostsAround } from "@/app/hosts-around";
import { FleetBar } from "@/components/admin/hosts/fleet-bar";
import { FleetFound } from "@/components/admin/hosts/fleet-found";
import { FleetPicking } from "@/components/admin/hosts/fleet-picking";
import { FleetTable } from "@/components/admin/hosts/fleet-table";
import { LastOperation } from "@/components/admin/hosts/last-operation";
import { DeskText } from "@/components/admin/lists/desk-text";
import { Pages } from "@/components/admin/lists/pages";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { WatchHosts } from "@/components/hosts/live/live-mark";
import { TopLine } from "@/components/shell/top-line";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyLink } from "@/components/ui/key-link";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { config } from "@/lib/config";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { fleetChoices } from "@/lib/fleet/hosts/fleet-choices";
import {
  chosenIn,
  type FleetQuery,
  fleetHref,
  fleetQueryFrom,
  isNarrowed,
} from "@/lib/fleet/hosts/fleet-query";
import { fleetPage, HOSTS_A_PAGE } from "@/lib/fleet/hosts/fleet-table";
import { lastOperationOf } from "@/lib/fleet/hosts/host-page";
import { mappingsHref } from "@/lib/fleet/operations/master-lists";
import { withSearch } from "@/lib/fleet/search-params";
import { PageMessages } from "@/lib/i18n/page-messages";
import { STAFF_BATCH_KINDS } from "@/lib/operations/batch-kinds";
import { batchStatus, batchTransfer, readFleetNow } from "./actions";

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
  const owners = page.hosts.flatMap(({ owner }) => owner ?? []);
  const names = await namesOf(owners);
  const unnamed = wantNames(owners, names);
  const t = await getTranslations("fleet-hosts");
  const strip = await getTranslations("fleet-hosts.strip");
  const o = await getTranslations("fleet-operations.mappings");
  const mappings = mappingsHref(query.text);
  const pages = Math.max(1, Math.ceil(page.total / HOSTS_A_PAGE));
  const table = <FleetTable hosts={page.hosts} query={query} names={names} />;
  return (
    <PageMessages namespaces={["hosts", "host", "operations", "batch", "errors", "shell"]}>
      <HostsAround viewer={viewer}>
        <TopLine title={t("title")} />
        {viewer.role === "admin" ? <AskedAgain viewer={viewer} /> : null}
        {removed ? (
          <div className="mb-4">
            <LastOperation name={removed.subject ?? String(deleted)} operation={removed} />
          </div>
        ) : null}
        <div className="sheet">
          <FleetBar query={query} choices={choices}>
            {/* None is said by what stands in the list's place. */}
            <span role="status" className={page.total === 0 ? "sr-only" : undefined}>
              {t("found", { count: page.total })}
            </span>
            {page.total > 0 ? (
              <KeyLink
                href={withSearch("/admin/hosts/csv", chosenIn(query))}
                icon="download"
                variant="plain"
                download
              >
                <DeskText>{t("csv")}</DeskText>
              </KeyLink>
            ) : null}
            {viewer.role === "admin" ? (
              <KeyLink href="/admin/hosts/new" icon="plus" variant="accent">
                <DeskText>{t("new")}</DeskText>
              </KeyLink>
            ) : null}
          </FleetBar>
          {page.total === 0 ? (
            <section className="card border-line border-t">
              <EmptyState
                icon={isNarrowed(query) ? "search" : undefined}
                title={t(isNarrowed(query) ? "noMatch" : "none")}
                text={t(
                  isSearchAlone(query) ? "noMatchSearch" : isNarrowed(query) ? "noMatchText" : "noneText",
                )}
              >
                {isNarrowed(query) ? (
                  <KeyLink href="/admin/hosts">
                    {t(isSearchAlone(query) ? "filter.clearSearch" : "filter.clear")}
                  </KeyLink>
                ) : null}
                {mappings ? (
                  <KeyLink href={mappings} plainLink>
                    {o("search", { text: query.text })}
                  </KeyLink>
                ) : null}
              </EmptyState>
            </section>
          ) : (
            <>
              <WatchHosts ids={page.hosts.flatMap(({ vmId, doubled }) => (doubled ? [] : vmId))} />
              {viewer.role === "admin" ? (
                <FleetPicking
                  rows={page.hosts.map(({ vmId, name, state, stateAt }) => ({
                    id: vmId,
                    name: name ?? vmId,
                    state,
                    stateAt,
                  }))}
                  actions={{ status: batchStatus, transfer: batchTransfer }}
                  short={Object.fromEntries(STAFF_BATCH_KINDS.map((kind) => [kind, strip(kind)]))}
                  limits={config().batch}
                >
                  {table}
                </FleetPicking>
              ) : (
                table
              )}
            </>
          )}
          {unnamed > 0 ? <RefreshWhile /> : null}
          <Pages page={query.page} pages={pages} hrefOf={(n) => fleetHref(query, { page: n })} />
          {/* Under nothing that was found there is no age to tell, but for what went wrong. */}
          {page.total > 0 || !isNarrowed(query) || page.reading.failedAt || page.reading.heldBackAt ? (
            <div className="grid gap-4 border-line border-t px-4 py-4 desk:px-6">
              <FleetFound reading={page.reading} pace={page.pace} readNow={readFleetNow} />
            </div>
          ) : null}
        </div>
      </HostsAround>
    </PageMessages>
  );
}

const isSearchAlone = (query: FleetQuery): boolean =>
  query.text !== "" && !isNarrowed({ ...query, text: "" });

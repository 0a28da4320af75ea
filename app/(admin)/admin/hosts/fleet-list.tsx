import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Faults } from "@/app/faults";
import { ViewAsRows } from "@/components/admin/customers/view-as-rows";
import { FleetStates } from "@/components/admin/hosts/fleet/fleet-states";
import { FleetBar } from "@/components/admin/hosts/fleet-bar";
import { FleetPicking } from "@/components/admin/hosts/fleet-picking";
import { FleetTable } from "@/components/admin/hosts/fleet-table";
import { DeskText } from "@/components/admin/lists/desk-text";
import { Pages } from "@/components/admin/lists/pages";
import { WatchHosts } from "@/components/hosts/live/live-mark";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { config } from "@/lib/config";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { fleetChoices } from "@/lib/fleet/hosts/fleet-choices";
import {
  chosenIn,
  type FleetQuery,
  fleetHref,
  fleetPath,
  isNarrowed,
  STATE_FILTERS,
  type StateFilter,
} from "@/lib/fleet/hosts/fleet-query";
import { countedAs } from "@/lib/fleet/hosts/fleet-status";
import { type FleetPage, HOSTS_A_PAGE } from "@/lib/fleet/hosts/fleet-table";
import { mappingsHref } from "@/lib/fleet/operations/master-lists";
import { withSearch } from "@/lib/fleet/search-params";
import { STAFF_BATCH_KINDS } from "@/lib/operations/batch-kinds";
import { viewAsCustomer } from "../customers/[userid]/actions";
import { batchStatus, batchTransfer } from "./actions";

interface FleetListProps {
  viewer: Viewer;
  query: FleetQuery;
  page: FleetPage;
  /** Where a host is made. */
  create: string;
  /** In the list's place while there is none at all. */
  none: ReactNode;
}

/** Hosts with their search, filters and bulk keys: the fleet's, and those of one customer. */
export async function FleetList({ viewer, query, page, create, none }: FleetListProps) {
  const owners = query.ofOwner ? [] : page.hosts.flatMap(({ owner }) => owner ?? []);
  const [choices, names] = await Promise.all([
    fleetChoices(query.ofOwner ? query.owner : null),
    namesOf(owners),
  ]);
  const unnamed = wantNames(owners, names);
  const t = await getTranslations("fleet-hosts");
  const strip = await getTranslations("fleet-hosts.strip");
  const isAdmin = viewer.role === "admin";
  const pages = Math.max(1, Math.ceil(page.total / HOSTS_A_PAGE));
  // All, and those in one state, are told by the filter below.
  const isInState = query.status === null || STATE_FILTERS.some((one) => one === query.status);
  const isTold = isInState && !isNarrowed({ ...query, status: null });
  const watched = page.hosts.flatMap((host) =>
    host.doubled ? [] : { id: host.vmId, state: host.state, counted: countedAs(host) },
  );
  const words = {
    ...(Object.fromEntries(STATE_FILTERS.map((name) => [name, t(`status.${name}`)])) as Record<
      StateFilter,
      string
    >),
    label: t("filter.status"),
    all: t("filter.all"),
  };
  return (
    <>
      <FleetBar query={query} choices={choices}>
        {/* None is said by what stands in the list's place. */}
        <span role="status" className={page.total === 0 || isTold ? "sr-only" : undefined}>
          {t("found", { count: page.total })}
        </span>
        {page.total > 0 ? (
          <ButtonLink
            href={withSearch("/admin/hosts/csv", chosenIn({ ...query, ofOwner: undefined }))}
            icon="download"
            variant="ghost"
            download
          >
            <DeskText>{t("csv")}</DeskText>
          </ButtonLink>
        ) : null}
        {isAdmin ? (
          // On a customer's page their own key is the filled one.
          <ButtonLink href={create} icon="plus" variant={query.ofOwner ? "default" : "primary"}>
            <DeskText>{t("new")}</DeskText>
          </ButtonLink>
        ) : null}
      </FleetBar>
      {page.counts.all > 0 ? (
        <FleetStates words={words} query={query} counts={page.counts} hosts={watched} />
      ) : null}
      {page.total === 0 ? (
        <section className="card border-line border-t">
          {isNarrowed(query) ? <NoMatch query={query} /> : none}
        </section>
      ) : (
        <>
          {/* In a list of one state a row would leave under the pointer. */}
          <WatchHosts hosts={watched} counted={query.status === null} />
          <Faults of="customers" values={{ role: viewer.role }}>
            <ViewAsRows viewAsCustomer={viewAsCustomer}>
              <FleetPicking
                rows={page.hosts.map(({ vmId, name, owner, state, stateAt }) => ({
                  id: vmId,
                  name: name ?? vmId,
                  owner,
                  ownerName: names.get(owner ?? "")?.name ?? null,
                  state,
                  stateAt,
                }))}
                actions={isAdmin ? { status: batchStatus, transfer: batchTransfer } : null}
                short={Object.fromEntries(STAFF_BATCH_KINDS.map((kind) => [kind, strip(kind)]))}
                limits={config().batch}
              >
                <FleetTable hosts={page.hosts} query={query} names={names} />
              </FleetPicking>
            </ViewAsRows>
          </Faults>
        </>
      )}
      {unnamed > 0 ? <RefreshWhile /> : null}
      <Pages page={query.page} pages={pages} hrefOf={(n) => fleetHref(query, { page: n })} />
    </>
  );
}

async function NoMatch({ query }: { query: FleetQuery }) {
  const t = await getTranslations("fleet-hosts");
  const c = await getTranslations("customers");
  const o = await getTranslations("fleet-operations.mappings");
  const isSearchAlone = query.text !== "" && !isNarrowed({ ...query, text: "" });
  const mappings = query.ofOwner ? null : mappingsHref(query.text);
  return (
    <EmptyState
      icon="search"
      title={t("noMatch")}
      text={isSearchAlone ? t("noMatchSearch", { text: query.text }) : t("noMatchText")}
    >
      <ButtonLink href={fleetPath(query)}>
        {t(isSearchAlone ? "filter.clearSearch" : "filter.clear")}
      </ButtonLink>
      {query.ofOwner ? (
        <ButtonLink href={fleetHref({ ...query, owner: null, ofOwner: undefined })} variant="ghost">
          {t("inAll")}
        </ButtonLink>
      ) : null}
      {query.text && !query.ofOwner ? (
        <ButtonLink href={withSearch("/admin/customers", { q: query.text })} variant="ghost">
          {c("page.search")}
        </ButtonLink>
      ) : null}
      {mappings ? (
        <ButtonLink href={mappings} plainLink>
          {o("search", { text: query.text })}
        </ButtonLink>
      ) : null}
    </EmptyState>
  );
}

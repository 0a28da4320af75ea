import { getTranslations } from "next-intl/server";
import { AskedAgain } from "@/app/asked-again";
import { Faults } from "@/app/faults";
import { HostsAround } from "@/app/hosts-around";
import { defineList, type ListView } from "@/app/lists/define-list";
import { ViewAsRows } from "@/components/admin/customers/view-as-rows";
import { fleetColumns } from "@/components/admin/hosts/fleet-columns";
import { FleetFound } from "@/components/admin/hosts/fleet-found";
import { FleetBulk, FleetPick, FleetPickAll, FleetPicking } from "@/components/admin/hosts/fleet-picking";
import { LastOperation } from "@/components/admin/hosts/last-operation";
import { WatchHosts } from "@/components/hosts/live/live-mark";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { ButtonLink } from "@/components/ui/button-link";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { config } from "@/lib/config";
import { namesOf, wantNames } from "@/lib/fleet/customers/customer-names";
import { type FleetChoice, fleetChoices } from "@/lib/fleet/hosts/fleet-choices";
import {
  chosenIn,
  type FleetQuery,
  fleetQueryFrom,
  isNarrowed,
  STATE_FILTERS,
  STATUS_FILTERS,
  STATUS_WORDS,
  type StateFilter,
} from "@/lib/fleet/hosts/fleet-query";
import { type FleetHost, fleetPage, HOSTS_A_PAGE } from "@/lib/fleet/hosts/fleet-table";
import { lastOperationOf } from "@/lib/fleet/hosts/host-page";
import { mappingsHref } from "@/lib/fleet/operations/master-lists";
import { one, withSearch } from "@/lib/fleet/search-params";
import { STAFF_BATCH_KINDS } from "@/lib/operations/batch-kinds";
import { viewAsCustomer } from "../customers/[userid]/actions";
import { batchStatus, batchTransfer, readFleetNow } from "./actions";

interface FleetListQuery extends FleetQuery {
  /** Whose deletion is told above the list. */
  deleted: string | null;
}

const isState = (status: string | null): boolean => STATE_FILTERS.some((known) => known === status);

/** The whole fleet, from the mirror: the master is not asked. */
export const fleetList = defineList<FleetListQuery, FleetHost>({
  id: "hosts",
  path: "/admin/hosts",
  title: async () => (await getTranslations("words"))("hosts"),
  viewer: requireStaff,
  parse: (search) => ({ ...fleetQueryFrom(search), deleted: one(search.deleted) ?? null }),
  chosen: chosenIn,
  csv: true,
  read: async ({ query, viewer }) => {
    const [page, choices, removed] = await Promise.all([
      fleetPage(query),
      fleetChoices(),
      query.deleted === null ? null : lastOperationOf(query.deleted, viewer, "delete-host"),
    ]);
    const { hosts, counts, reading } = page;
    const owners = hosts.flatMap(({ owner }) => owner ?? []);
    const names = await namesOf(owners);
    const unnamed = wantNames(owners, names);
    const w = await getTranslations("words");
    const t = await getTranslations("fleet-hosts");
    const root = await getTranslations();
    const strip = await getTranslations("fleet-hosts.strip");
    const reconcile = (await getTranslations("fleet-differences"))("title");
    const isAdmin = viewer.role === "admin";
    const listed = hosts.flatMap((host) => (host.doubled ? [] : { id: host.vmId, state: host.state }));
    const found = <FleetFound reading={reading} readNow={readFleetNow} />;
    const around = (table: React.ReactNode) => (
      <HostsAround viewer={viewer}>
        {/* In a list of one state a row would leave under the pointer. */}
        <WatchHosts hosts={listed} counted={query.status === null} />
        <Faults of="customers" values={{ role: viewer.role }}>
          <ViewAsRows viewAsCustomer={viewAsCustomer}>
            <FleetPicking
              rows={hosts.map(({ vmId, name, owner, state, stateAt }) => ({
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
              {table}
            </FleetPicking>
          </ViewAsRows>
        </Faults>
      </HostsAround>
    );
    return {
      rows: hosts,
      rowKey: ({ vmId }) => vmId,
      rowData: ({ vmId, status }) => ({ "data-host": vmId, "data-row-status": status ?? "" }),
      columns: await fleetColumns(query.text, names),
      ...(isAdmin && {
        lead: true,
        pick: {
          all: <FleetPickAll />,
          row: ({ vmId, name }: FleetHost) => <FleetPick id={vmId} name={name ?? vmId} />,
        },
      }),
      actions: (
        <>
          <ButtonLink href="/admin/hosts/usage" variant="ghost">
            {w("usage")}
          </ButtonLink>
          <ButtonLink href="/admin/hosts/counters" variant="ghost">
            {w("trafficDifferences")}
          </ButtonLink>
          <ButtonLink href="/admin/hosts/differences" variant="ghost">
            {reconcile}
          </ButtonLink>
          {isAdmin ? (
            <ButtonLink href="/admin/hosts/new" icon="plus" variant="primary">
              {w("createHost")}
            </ButtonLink>
          ) : null}
        </>
      ),
      bulk: <FleetBulk />,
      around,
      search: { label: w("search"), placeholder: t("filter.placeholder"), live: true },
      segments: {
        name: "status",
        label: w("state"),
        items: [
          { value: null, label: w("all"), count: counts.all },
          ...STATE_FILTERS.filter((state) => counts[state] > 0 || query.status === state).map(
            (state: StateFilter) => ({
              value: state,
              label: root(STATUS_WORDS[state]),
              count: counts[state],
            }),
          ),
        ],
      },
      filters: [
        // One of the segments is told there.
        ...(isState(query.status)
          ? []
          : [
              {
                name: "status",
                label: w("state"),
                options: STATUS_FILTERS.filter((status) => !isState(status)).map(
                  (status) => [status, root(STATUS_WORDS[status])] as const,
                ),
              },
            ]),
        { name: "area", label: w("region"), options: options(choices.areas) },
        { name: "node", label: w("node"), options: options(choices.nodes) },
        { name: "image", label: w("system"), options: options(choices.images) },
        { name: "owner", label: w("customer"), input: { type: "text", max: 64 } },
      ],
      order: { by: query.sort, descending: query.descending, usual: "name" },
      above: (
        <>
          {isAdmin ? <AskedAgain viewer={viewer} /> : null}
          {removed ? (
            <LastOperation name={removed.subject ?? query.deleted ?? ""} operation={removed} />
          ) : null}
        </>
      ),
      page: { at: query.page, size: HOSTS_A_PAGE, total: page.total },
      foot: found,
      below: (
        <>
          {unnamed > 0 ? <RefreshWhile /> : null}
          {/* Under nothing that was found there is no age to tell, but for what went wrong. */}
          {hosts.length === 0 && (!isNarrowed(query) || reading.failedAt || reading.heldBackAt)
            ? found
            : null}
        </>
      ),
      empty: reading.finishedAt ? { title: w("noHostsYet") } : { title: t("notRead") },
      noMatch: { action: query.text ? await elsewhere(query.text) : null },
      namespaces: ["hosts", "host", "operations", "batch", "shell", "staff-batch", "view-as"],
    } satisfies ListView<FleetHost>;
  },
});

const options = (choices: FleetChoice[]) =>
  choices.map(({ id, name, hosts }) => [id, name ?? id, String(hosts)] as const);

/** What isn't a host's may be a customer's, or a port's. */
async function elsewhere(text: string) {
  const c = await getTranslations("customers");
  const o = await getTranslations("fleet-operations.mappings");
  const mappings = mappingsHref(text);
  return (
    <>
      <ButtonLink href={withSearch("/admin/customers", { q: text })} variant="ghost">
        {c("page.search")}
      </ButtonLink>
      {mappings ? (
        <ButtonLink href={mappings} variant="ghost" plainLink>
          {o("search", { text })}
        </ButtonLink>
      ) : null}
    </>
  );
}

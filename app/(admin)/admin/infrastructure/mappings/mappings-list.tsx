import { getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { KnownCustomer } from "@/components/admin/customer-link";
import { HostLink } from "@/components/admin/host-link";
import { InfrastructureTabs } from "@/components/admin/infrastructure/infrastructure-tabs";
import { Icon } from "@/components/ui/icon";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { nodeNames } from "@/lib/fleet/infrastructure/node-names";
import {
  countMappings,
  MAPPING_KINDS,
  mappingFilterFrom,
  masterMappings,
} from "@/lib/fleet/operations/master-lists";
import { NO_ROWS, ROWS_A_PAGE } from "@/lib/fleet/operations/shown-rows";
import { pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { serviceOf } from "@/lib/hosts/network/inside-port";
import type { MappingOfHost } from "@/lib/rstack/provider-rows";

const joined = (...parts: (string | number | null)[]) => parts.filter((part) => part !== null).join(":");

/** Who has a domain, an address or a port: the mappings of all hosts, as RStack lists them. */
export const mappingsList = defineList({
  id: "mappings",
  path: "/admin/infrastructure/mappings",
  title: async () => (await getTranslations("words"))("portsAndDomains"),
  viewer: requireStaff,
  parse: (search: SearchParams) => ({ filter: mappingFilterFrom(search), page: pageOf(search.page) }),
  chosen: ({ filter: { q, port, ...filter } }) => ({
    ...filter,
    q: q || null,
    port: port === null ? null : String(port),
  }),
  async read({ query: { filter, page } }): Promise<ListView<MappingOfHost>> {
    const w = await getTranslations("words");
    const t = await getTranslations("fleet-operations");
    const [answer, counts, nodes] = await Promise.all([
      masterMappings(filter, page),
      countMappings(filter),
      nodeNames(),
    ]);
    const { rows, total, customers } = answer.ok ? answer.value : NO_ROWS;
    return {
      rows,
      heading: w("infrastructure"),
      rowKey: ({ id, kind, vmId, domain, publicIp, publicPort }) =>
        [id, kind, vmId, domain, publicIp, publicPort].join(" "),
      above: <InfrastructureTabs />,
      search: { label: w("search"), placeholder: t("mappings.placeholder"), live: true },
      segments: {
        name: "kind",
        label: w("type"),
        items: [
          { value: null, label: w("all") },
          ...MAPPING_KINDS.map((kind) => ({
            value: kind,
            label: w(kind === "port" ? "ports" : "domains"),
            count: counts?.[kind],
          })),
        ],
      },
      filters: [
        { name: "domain", label: w("domain"), input: { type: "text" } },
        { name: "ip", label: w("privateAddress"), input: { type: "text" } },
        { name: "port", label: t("mappings.port"), input: { type: "number", max: 5 } },
        { name: "host", label: w("hostId"), input: { type: "number", max: 10 } },
        { name: "customer", label: w("customerNumber"), input: { type: "text" } },
        { name: "node", label: w("node"), options: [...nodes] },
      ],
      lead: true,
      columns: [
        {
          name: w("publicAddress"),
          phone: "title",
          cell: ({ kind, domain, publicIp, publicPort }) => {
            const address = joined(publicIp, publicPort);
            return (
              <span className="flex min-w-0 items-center gap-3">
                <span className="shrink-0 text-ink-3 max-md:absolute max-md:left-4">
                  <Icon name={kind === "domain" ? "globe" : "swap"} small />
                </span>
                <span className="truncate">
                  <span className="font-medium">{domain ?? address}</span>
                  {domain ? <span className="text-ink-3"> · {address}</span> : null}
                </span>
              </span>
            );
          },
        },
        {
          name: w("privateAddress"),
          width: "w-[18%]",
          phone: "also",
          cell: ({ hostIp, insidePort }) => joined(hostIp, insidePort),
        },
        {
          name: w("type"),
          width: "w-[13%]",
          wide: true,
          cell: ({ kind, insidePort }) => (
            <span className="text-ink-2">
              {[w(kind), kind === "port" && serviceOf(insidePort)].filter(Boolean).join(" · ")}
            </span>
          ),
        },
        {
          name: w("host"),
          width: "w-[17%]",
          phone: "sub",
          cell: ({ vmId, hostName }) => (vmId === null ? hostName : <HostLink vmId={vmId} name={hostName} />),
        },
        {
          name: w("customer"),
          width: "w-[16%]",
          wide: true,
          cell: ({ owner }) => <KnownCustomer userId={owner} names={customers} />,
        },
        {
          name: w("node"),
          width: "w-[10%]",
          wide: true,
          cell: ({ nodeId }) => <span className="text-ink-2">{nodeId && (nodes.get(nodeId) ?? nodeId)}</span>,
        },
      ],
      page: { at: page, size: ROWS_A_PAGE, total },
      empty: { title: w("nothingYet") },
      failed: answer.ok ? undefined : answer.fault,
    };
  },
});

import { randomUUID } from "node:crypto";
import { getFormatter, getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { KnownCustomer } from "@/components/admin/customer-link";
import { LimitCpuKey } from "@/components/admin/hosts/edit/cpu-limit-keys";
import { digitsOf } from "@/components/charts/scale";
import { RowLink } from "@/components/ui/list/table";
import { withUnit } from "@/components/ui/spacing";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf } from "@/lib/fleet/customers/customer-names";
import { nodeNames } from "@/lib/fleet/infrastructure/node-names";
import { one, pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { networkShown } from "@/lib/monitor/drawing";
import { readUnits } from "@/lib/monitor/network-unit";
import {
  busiestHosts,
  type HostUsage,
  USAGE_HOURS,
  USAGE_SORTS,
  type UsagePeriod,
  type UsageSort,
} from "@/lib/monitor/usage/busiest";
import { limitCpu } from "../[vmid]/actions";
import { HostFaults } from "../host-faults";

const ROWS = 50;
const PERIODS = Object.keys(USAGE_HOURS) as UsagePeriod[];

/** Hosts by what they use, the busiest first. From samples that the panel keeps. */
export const usageList = defineList({
  id: "usage",
  path: "/admin/hosts/usage",
  title: async () => (await getTranslations("words"))("usage"),
  viewer: requireStaff,
  parse: (search: SearchParams): { by: UsageSort; period: UsagePeriod; page: number } => ({
    by: USAGE_SORTS.find((sort) => sort === one(search.by)) ?? "cpu",
    period: PERIODS.find((period) => period === one(search.period)) ?? "day",
    page: pageOf(search.page),
  }),
  chosen: ({ by, period }) => ({
    by: by === "cpu" ? null : by,
    period: period === "day" ? null : period,
  }),
  async read({ query: { by, period, page }, viewer }): Promise<ListView<HostUsage>> {
    const w = await getTranslations("words");
    const t = await getTranslations("usage");
    const operations = await getTranslations("operations");
    const seed = randomUUID();
    const [{ rows, recorded, fleet }, nodes, units] = await Promise.all([
      busiestHosts({ period, sort: by, skip: (page - 1) * ROWS, limit: ROWS }),
      nodeNames(),
      readUnits(),
    ]);
    const names = await namesOf(rows.flatMap(({ customer }) => customer ?? []));
    const network = networkShown(units.network);
    const format = await getFormatter();
    const figure = (value: number | null, unit: string) =>
      value === null ? (
        <span className="text-ink-3">–</span>
      ) : (
        withUnit(format.number(value, { maximumFractionDigits: digitsOf(value) }), unit)
      );
    const figures: Record<UsageSort, (host: HostUsage) => React.ReactNode> = {
      cpu: ({ cpu }) => figure(cpu, "%"),
      disk: ({ disk }) => figure(disk, units.disk),
      network: (host) => figure(host.network === null ? null : host.network / network.part, network.unit),
      traffic: ({ trafficGb }) => figure(trafficGb, "GB"),
    };
    return {
      rows,
      rowKey: ({ hostId }) => hostId,
      rowData: ({ hostId }) => ({ "data-host": hostId }),
      segments: {
        name: "by",
        label: t("by"),
        isSource: true,
        items: USAGE_SORTS.map((sort) => ({ value: sort === "cpu" ? null : sort, label: w(sort) })),
      },
      filters: [
        {
          name: "period",
          label: t("period"),
          options: PERIODS.filter((one) => one !== "day").map((one) => [one, t(`periods.${one}`)] as const),
        },
      ],
      columns: [
        {
          name: w("host"),
          phone: "title",
          cell: ({ hostId, hostName }) => (
            <RowLink href={`/admin/hosts/${hostId}`}>{hostName ?? hostId}</RowLink>
          ),
        },
        {
          name: w("customer"),
          width: "w-[20%]",
          phone: "sub",
          cell: ({ customer }) => <KnownCustomer userId={customer} names={names} />,
        },
        {
          name: w("node"),
          width: "w-[16%]",
          cell: ({ nodeId }) => <span className="text-ink-2">{nodeId && (nodes.get(nodeId) ?? nodeId)}</span>,
        },
        ...USAGE_SORTS.map((sort) => ({
          name: w(sort),
          width: "w-[11%]",
          align: "right" as const,
          ...(sort === by && { phone: "meta" as const }),
          cell: (host: HostUsage) =>
            sort === by ? <span className="font-medium">{figures[sort](host)}</span> : figures[sort](host),
        })),
        ...(viewer.role === "admin"
          ? [
              {
                name: operations("kind.limit-cpu"),
                width: "w-[13%]",
                align: "right" as const,
                cell: ({ hostId, hostName }: HostUsage) => (
                  <LimitCpuKey
                    vmId={hostId}
                    seed={seed}
                    id={`limit-cpu-${hostId}`}
                    name={hostName ?? hostId}
                    action={limitCpu}
                    isOneOfMany
                  />
                ),
              },
            ]
          : []),
      ],
      around: (table) => <HostFaults>{table}</HostFaults>,
      above: (
        <p className="text-13 text-ink-2">{t("text", { period: t(`periods.${period}`), recorded, fleet })}</p>
      ),
      page: { at: page, size: ROWS, total: recorded },
      empty: { title: w("nothingYet") },
    };
  },
});

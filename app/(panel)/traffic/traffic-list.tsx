import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { TrafficDays } from "@/components/hosts/traffic/traffic-days";
import { useTrafficWords } from "@/components/hosts/traffic/use-traffic-words";
import { RowLink } from "@/components/ui/list/table";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { one, pageOf, type SearchParams } from "@/lib/fleet/search-params";
import { type HostTraffic, hostsByTraffic, trafficOfCustomer } from "@/lib/monitor/traffic/customer-traffic";
import type { Amounts } from "@/lib/monitor/traffic/traffic-view";

const ROWS = 50;
const MONTH = /^20[0-9]{2}-(0[1-9]|1[0-2])$/;

/** All hosts of a customer by their traffic in a month, below what they come to together. */
export const trafficList = defineList({
  id: "traffic",
  path: "/traffic",
  title: async () => (await getTranslations("words"))("traffic"),
  viewer: requireViewer,
  parse: (search: SearchParams) => ({
    month: MONTH.exec(one(search.month))?.[0] ?? null,
    page: pageOf(search.page),
  }),
  chosen: ({ month }) => ({ month }),
  async read({ query: { month: asked, page }, viewer }): Promise<ListView<HostTraffic>> {
    if (viewer.userId === null) {
      notFound();
    }
    const w = await getTranslations("words");
    const t = await getTranslations("traffic");
    const [all, { rows, total, month }] = await Promise.all([
      trafficOfCustomer(viewer.userId, null),
      hostsByTraffic(viewer.userId, { month: asked, skip: (page - 1) * ROWS, limit: ROWS }),
    ]);
    const months = [...new Set([month, ...all.months.map((one) => one.month)])].toSorted().toReversed();
    const amount = (of: "in" | "out" | "both") => (host: HostTraffic) =>
      host.days > 0 ? <TrafficAmount of={of} amounts={host} /> : null;
    return {
      rows,
      rowKey: ({ hostId }) => hostId,
      rowData: ({ hostId }) => ({ "data-host": hostId }),
      columns: [
        {
          name: w("host"),
          phone: "title",
          cell: ({ hostId, name }) => <RowLink href={`/hosts/${hostId}/monitor#traffic`}>{name}</RowLink>,
        },
        { name: t("in"), width: "w-[16%]", align: "right", cell: amount("in") },
        { name: t("out"), width: "w-[16%]", align: "right", cell: amount("out") },
        { name: w("traffic"), width: "w-[16%]", align: "right", phone: "meta", cell: amount("both") },
        {
          name: t("recordedDays"),
          width: "w-[20%]",
          align: "right",
          phone: "sub",
          cell: ({ days }) => <span className="text-ink-2">{t("recorded", { days })}</span>,
        },
      ],
      filters: [{ name: "month", label: t("month"), options: months.map((one) => [one, one] as const) }],
      above: <TrafficDays view={all} csvHref="/traffic/csv" />,
      page: { at: page, size: ROWS, total },
      empty: { title: w("noHostsYet") },
    };
  },
});

/** An amount of traffic in a table. */
function TrafficAmount({ amounts, of }: { amounts: Amounts; of: "in" | "out" | "both" }) {
  const words = useTrafficWords();
  return <span className={of === "both" ? "font-medium" : "text-ink-2"}>{words.amount(amounts, of)}</span>;
}

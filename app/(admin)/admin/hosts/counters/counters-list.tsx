import { getFormatter, getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { KnownCustomer } from "@/components/admin/customer-link";
import { useUnitText } from "@/components/admin/use-unit-text";
import { RowLink } from "@/components/ui/list/table";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf } from "@/lib/fleet/customers/customer-names";
import { pageOf, type SearchParams } from "@/lib/fleet/search-params";
import {
  type CounterDifference,
  counterDifferences,
  DIFFERENCE_DAYS,
} from "@/lib/monitor/traffic/counter-differences";
import type { UnitFit } from "@/lib/monitor/traffic/fit-unit";
import { readUnit } from "@/lib/monitor/traffic/unit";

const ROWS = 50;

/** Hosts whose traffic counter and samples say different things of the same time. From what the panel keeps. */
export const countersList = defineList({
  id: "counters",
  path: "/admin/hosts/counters",
  title: async () => (await getTranslations("words"))("trafficDifferences"),
  viewer: requireStaff,
  parse: (search: SearchParams) => ({ page: pageOf(search.page) }),
  chosen: () => ({}),
  async read({ query: { page } }): Promise<ListView<CounterDifference>> {
    const w = await getTranslations("words");
    const t = await getTranslations("counters");
    const format = await getFormatter();
    const [fit, { rows, total }] = await Promise.all([
      readUnit(),
      counterDifferences({ skip: (page - 1) * ROWS, limit: ROWS }),
    ]);
    const names = await namesOf(rows.flatMap(({ customer }) => customer ?? []));
    const gb = (value: number) => w("valueGb", { value: format.number(value, { maximumFractionDigits: 0 }) });
    return {
      rows,
      rowKey: ({ hostId }) => hostId,
      rowData: ({ hostId }) => ({ "data-host": hostId }),
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
          width: "w-[22%]",
          phone: "sub",
          cell: ({ customer }) => <KnownCustomer userId={customer} names={names} />,
        },
        {
          name: t("counted"),
          width: "w-[14%]",
          align: "right",
          cell: ({ countedGb }) => gb(countedGb),
        },
        { name: t("metered"), width: "w-[14%]", align: "right", cell: ({ meteredGb }) => gb(meteredGb) },
        {
          name: w("difference"),
          width: "w-[14%]",
          align: "right",
          phone: "meta",
          cell: ({ countedGb, meteredGb }) => (
            <span className="font-medium">
              {w("valueGb", {
                value: format.number(countedGb - meteredGb, {
                  maximumFractionDigits: 0,
                  signDisplay: "exceptZero",
                }),
              })}
            </span>
          ),
        },
        {
          name: t("days"),
          width: "w-[10%]",
          align: "right",
          cell: ({ days }) => <span className="text-ink-2">{format.number(days)}</span>,
        },
      ],
      above: (
        <p className="text-13 text-ink-2">
          {t("text", { days: DIFFERENCE_DAYS })} <UnitText fit={fit} />
        </p>
      ),
      page: { at: page, size: ROWS, total },
      empty: { title: fit.verdict === "fits" ? t("none") : t("notYet") },
    };
  },
});

/** What `useUnitText` says, where a page is drawn on the server. */
const UnitText = ({ fit }: { fit: UnitFit }) => <>{useUnitText()(fit)}</>;

import { getTranslations } from "next-intl/server";
import { defineList, type ListView } from "@/app/lists/define-list";
import { CustomerLink } from "@/components/admin/customer-link";
import { HostLink } from "@/components/admin/host-link";
import { RowLink } from "@/components/ui/list/table";
import { type Sign, StateDot } from "@/components/ui/state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import { namesOf } from "@/lib/fleet/customers/customer-names";
import {
  DIFFERENCE_KINDS,
  type Difference,
  type DifferenceKind,
  differenceAfter,
  differences,
} from "@/lib/fleet/orders/differences";
import { one, type SearchParams } from "@/lib/fleet/search-params";
import { orderDrawer } from "./order-drawer";

const ROWS = 50;

const SIGNS: Record<DifferenceKind, Sign> = {
  "order-untied": "unconfirmed",
  "host-missing": "failed",
  "paid-suspended": "attention",
  "overdue-active": "attention",
  "no-service": "unknown",
};

/** Where the shop's services and the hosts disagree. From what the panel knows; the master is not asked. */
export const differencesList = defineList({
  id: "differences",
  path: "/admin/hosts/differences",
  title: async () => (await getTranslations("fleet-differences"))("title"),
  viewer: requireStaff,
  parse: (search: SearchParams) => ({
    kind: DIFFERENCE_KINDS.find((kind) => kind === one(search.kind)) ?? null,
    after: differenceAfter(one(search.after)),
  }),
  chosen: ({ kind }) => ({ kind }),
  drawer: (id, { viewer, hrefOf }) => orderDrawer(id, viewer, hrefOf({})),
  async read({ query: { kind, after }, hrefOf }): Promise<ListView<Difference>> {
    const w = await getTranslations("words");
    const t = await getTranslations("fleet-differences");
    const { rows, next } = await differences({ kind, after, limit: ROWS });
    const names = await namesOf(rows.flatMap(({ customer }) => customer ?? []));
    return {
      rows,
      rowKey: ({ kind: of, operationId, hostId }) => `${of} ${operationId ?? hostId}`,
      rowData: ({ kind: of }) => ({ "data-difference": of }),
      lead: true,
      segments: {
        name: "kind",
        label: w("difference"),
        items: [
          { value: null, label: w("all") },
          ...DIFFERENCE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
        ],
      },
      columns: [
        {
          name: w("difference"),
          phone: "title",
          cell: ({ kind: of, operationId, hostId }) => (
            <span className="flex min-w-0 items-center gap-3">
              <span className="grid w-4 shrink-0 place-items-center max-md:absolute max-md:inset-y-0 max-md:left-4">
                <StateDot sign={SIGNS[of]} />
              </span>
              {operationId === null ? (
                <RowLink href={`/admin/hosts/${hostId}`}>{t(`kinds.${of}`)}</RowLink>
              ) : (
                <RowLink href={hrefOf({ open: operationId })} stay>
                  {t(`kinds.${of}`)}
                </RowLink>
              )}
            </span>
          ),
        },
        {
          name: w("host"),
          width: "w-[24%]",
          phone: "sub",
          cell: ({ hostId, hostName }) =>
            hostId === null ? hostName : <HostLink vmId={hostId} name={hostName} />,
        },
        {
          name: w("customer"),
          width: "w-[22%]",
          phone: "also",
          cell: ({ customer }) => {
            const kept = customer === null ? undefined : names.get(customer);
            return customer ? (
              <CustomerLink userId={customer} name={kept?.name || kept?.username || null} />
            ) : null;
          },
        },
        {
          name: t("reference"),
          width: "w-[20%]",
          phone: "meta",
          cell: ({ reference }) => <span className="text-ink-2">{reference}</span>,
        },
      ],
      page: { next, isFirst: after === null },
      empty: { title: t("none") },
    };
  },
});

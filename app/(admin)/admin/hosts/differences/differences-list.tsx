import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { defineList, type ListView } from "@/app/lists/define-list";
import { OwnTime } from "@/components/account/own-time";
import { KnownCustomer } from "@/components/admin/customer-link";
import { HostLink } from "@/components/admin/host-link";
import { ButtonLink } from "@/components/ui/button-link";
import { Section } from "@/components/ui/card";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { RowLink } from "@/components/ui/list/table";
import { Drawer } from "@/components/ui/overlay/drawer";
import { DescriptionList } from "@/components/ui/page/facts";
import { Badge, type Sign, StateDot } from "@/components/ui/state";
import { requireStaff } from "@/lib/accounts/sessions/current-viewer";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { hostNames } from "@/lib/fleet/audit/read-audit";
import { namesOf } from "@/lib/fleet/customers/customer-names";
import {
  DIFFERENCE_KINDS,
  type Difference,
  type DifferenceKind,
  differenceAfter,
  differences,
  untiedOrder,
} from "@/lib/fleet/orders/differences";
import { candidatesOf } from "@/lib/fleet/orders/follow-orders";
import { one, type SearchParams, uuidOf } from "@/lib/fleet/search-params";
import { closeOrder, tieOrder } from "./actions";

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
          cell: ({ customer }) => <KnownCustomer userId={customer} names={names} />,
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

/** An order that nothing ties, for staff to tie to its host or to close; null where there is none of this id. */
async function orderDrawer(open: string, viewer: Viewer, close: string) {
  const id = uuidOf(open);
  const order = id && (await untiedOrder(id));
  if (!order) {
    return null;
  }
  const w = await getTranslations("words");
  const t = await getTranslations("fleet-differences");
  const outcomes = await getTranslations("operations.outcome");
  const [candidates, customers] = await Promise.all([candidatesOf(order), namesOf([order.owner])]);
  const names = await hostNames(candidates);
  const [only, ...others] = candidates;
  return (
    <Drawer
      title={`${t("kinds.order-untied")} · ${order.name}`}
      badge={
        <Badge sign="unconfirmed">
          <span data-outcome={order.outcome}>{outcomes(order.outcome as "unconfirmed")}</span>
        </Badge>
      }
      close={close}
      actions={<ButtonLink href={`/admin/activity?open=${order.id}`}>{w("openOperation")}</ButtonLink>}
    >
      <DescriptionList
        facts={[
          [t("reference"), order.reference],
          [w("customer"), <KnownCustomer key="customer" userId={order.owner} names={customers} />],
          [t("ordered"), <OwnTime key="at" iso={order.startedAt.toISOString()} zone={viewer.timeZone} />],
          [w("by"), order.actorName],
          [
            t("candidates"),
            candidates.length > 0 && (
              <span key="candidates" className="flex flex-wrap gap-x-3">
                {candidates.map((vmId) => (
                  <HostLink key={vmId} vmId={vmId} name={names.get(vmId) ?? null} />
                ))}
              </span>
            ),
          ],
        ]}
      />
      {viewer.role === "admin" ? (
        <Faults of="fleet-differences">
          <Section title={t("tie.submit")} text={t("tie.text")}>
            <Form action={tieOrder} submit={t("tie.submit")} variant="primary" hidden={{ orderId: order.id }}>
              <TextField
                name="vmId"
                label={w("hostId")}
                inputMode="numeric"
                maxLength={10}
                defaultValue={others.length === 0 ? only : undefined}
                required
              />
            </Form>
          </Section>
          <Section title={t("close.title")} text={t("close.text")}>
            <Form
              action={closeOrder}
              submit={t("close.submit")}
              variant="danger"
              hidden={{ orderId: order.id }}
              question={{
                ...{ title: t("close.ask"), text: t("close.askText"), danger: true },
              }}
            />
          </Section>
        </Faults>
      ) : null}
    </Drawer>
  );
}

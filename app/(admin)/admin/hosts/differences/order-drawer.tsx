import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { OwnTime } from "@/components/account/own-time";
import { CustomerLink } from "@/components/admin/customer-link";
import { HostLink } from "@/components/admin/host-link";
import { ButtonLink } from "@/components/ui/button-link";
import { Section } from "@/components/ui/card";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { Drawer } from "@/components/ui/overlay/drawer";
import { DescriptionList } from "@/components/ui/page/facts";
import { Badge } from "@/components/ui/state";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { hostNames } from "@/lib/fleet/audit/read-audit";
import { namesOf } from "@/lib/fleet/customers/customer-names";
import { untiedOrder } from "@/lib/fleet/orders/differences";
import { candidatesOf } from "@/lib/fleet/orders/follow-orders";
import { uuidOf } from "@/lib/fleet/search-params";
import { closeOrder, tieOrder } from "./actions";

/** An order that nothing ties, for staff to tie to its host or to close; null where there is none of this id. */
export async function orderDrawer(open: string, viewer: Viewer, close: string) {
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
  const customer = customers.get(order.owner);
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
          [
            w("customer"),
            <CustomerLink
              key="customer"
              userId={order.owner}
              name={customer?.name || customer?.username || null}
            />,
          ],
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
          <Section title={t("tie.title")} text={t("tie.text")}>
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

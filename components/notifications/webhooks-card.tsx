import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { Disclosure } from "@/components/ui/disclosure";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { FormSection } from "@/components/ui/form/form-section";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { ListTable } from "@/components/ui/list/list-table";
import { NoticeLine } from "@/components/ui/notice-line";
import { isNotificationKind } from "@/lib/notifications/kinds";
import type { DeliveryFault } from "@/lib/notifications/webhooks/post";
import type { DeliveryLine, WebhookView } from "@/lib/notifications/webhooks/webhooks";
import { WebhookForm } from "./webhook-form";

interface WebhooksCardProps {
  webhooks: WebhookView[];
  most: number;
  /** The account's own time zone. */
  zone: string | null;
  actions: { makeWebhook: FormAction<{ secret: string }> } & Record<
    "dropWebhook" | "testWebhook" | "redeliver",
    FormAction
  >;
  faults: Record<string, string>;
  /** Asks first who it is, in place of the form; null where that was shown lately. */
  prove: ReactNode;
}

/** Addresses of the account's own that are called, what came of the calls, and a form for one more. */
export function WebhooksCard({ webhooks, most, zone, actions, faults, prove }: WebhooksCardProps) {
  const t = useTranslations("notifications.webhooks");
  const shell = useTranslations("shell");
  const keys = { failed: shell("failed"), faults };
  return (
    <FormSection title={t("title")} text={t("text")}>
      {webhooks.map((webhook) => (
        <section key={webhook.id} className="grid gap-3" aria-label={webhook.url} data-webhook>
          <p className="mono break-all">{webhook.url}</p>
          <WebhookKinds kinds={webhook.kinds} />
          {webhook.ended ? <NoticeLine tone="off">{t("ended")}</NoticeLine> : null}
          <div className="flex flex-wrap gap-3">
            {webhook.ended ? null : (
              <ActionForm action={actions.testWebhook} {...keys}>
                <input type="hidden" name="webhook" value={webhook.id} />
                <SubmitKey>{t("test")}</SubmitKey>
              </ActionForm>
            )}
            <ActionForm action={actions.dropWebhook} {...keys}>
              <input type="hidden" name="webhook" value={webhook.id} />
              <SubmitKey variant="plain">{t("remove")}</SubmitKey>
            </ActionForm>
          </div>
          <Deliveries
            lines={webhook.deliveries}
            zone={zone}
            again={(line) =>
              line.status === "failed" && line.kind !== null && !webhook.ended ? (
                <ActionForm action={actions.redeliver} {...keys}>
                  <input type="hidden" name="delivery" value={line.id} />
                  <SubmitKey variant="plain">{t("again")}</SubmitKey>
                </ActionForm>
              ) : null
            }
          />
        </section>
      ))}
      {webhooks.length < most ? (
        <Disclosure title={t("add")} open={webhooks.length === 0}>
          {prove ? (
            <div className="grid max-w-sm gap-3">
              <p className="text-ink-2">{t("prove")}</p>
              {prove}
            </div>
          ) : (
            <WebhookForm action={actions.makeWebhook} faults={faults} />
          )}
        </Disclosure>
      ) : (
        <p className="text-ink-2">{t("full", { most })}</p>
      )}
    </FormSection>
  );
}

function WebhookKinds({ kinds }: { kinds: string[] }) {
  const t = useTranslations("notifications.kind");
  return (
    <p className="text-ink-2 text-sm">
      {kinds
        .filter(isNotificationKind)
        .map((kind) => t(kind))
        .join(" · ")}
    </p>
  );
}

interface DeliveriesProps {
  lines: DeliveryLine[];
  zone: string | null;
  /** Has one that was given up tried anew. */
  again: (line: DeliveryLine) => ReactNode;
}

function Deliveries({ lines, zone, again }: DeliveriesProps) {
  const t = useTranslations("notifications.webhooks");
  const kinds = useTranslations("notifications.kind");
  if (lines.length === 0) {
    return <p className="text-ink-2">{t("noDeliveries")}</p>;
  }
  const why = ({ lastFault, lastStatus }: DeliveryLine) =>
    [lastFault ? t(`fault.${lastFault as DeliveryFault}`) : null, lastStatus].filter(Boolean).join(" · ");
  return (
    <ListTable
      label={t("deliveries")}
      columns={[t("when"), t("event"), t("result"), t("answer")]}
      rows={lines.map((line) => ({
        key: line.id,
        data: { "data-delivery": line.status },
        cells: [
          <OwnTime key="at" iso={line.at} zone={zone} />,
          line.kind !== null && isNotificationKind(line.kind) ? kinds(line.kind) : t("testEvent"),
          <span key="result">
            {t(`status.${line.status}`)}
            {line.nextAt ? (
              <small className="block">
                {t("next")} <OwnTime iso={line.nextAt} zone={zone} />
              </small>
            ) : null}
            {again(line)}
          </span>,
          why(line),
        ],
      }))}
    />
  );
}

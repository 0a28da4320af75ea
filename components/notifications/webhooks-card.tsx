import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FormSection } from "@/components/ui/form/form-section";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { NoticeLine } from "@/components/ui/notice-line";
import { isNotificationKind, NOTIFICATION_KINDS } from "@/lib/notifications/kinds";
import type { WebhookView } from "@/lib/notifications/webhooks/webhooks";
import { WebhookForm } from "./webhook-form";
import { Deliveries, WebhookState } from "./webhook-log";

interface WebhooksCardProps {
  webhooks: WebhookView[];
  most: number;
  /** The account's own time zone. */
  zone: string | null;
  actions: { makeWebhook: FormAction<{ secret: string }> } & Record<
    "dropWebhook" | "testWebhook" | "redeliver",
    FormAction
  >;
  /** Asks first who it is, in place of the form; null where that was shown lately. */
  prove: ReactNode;
}

/** URLs of the account's own that are called, what came of the calls, and a form for one more. */
export function WebhooksCard({ webhooks, most, zone, actions, prove }: WebhooksCardProps) {
  const t = useTranslations("notifications.webhooks");
  return (
    <FormSection title={t("title")} text={t("text")}>
      {webhooks.map((webhook) => (
        <section key={webhook.id} className="webhook grid gap-2" aria-label={webhook.url} data-webhook>
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div className="grid min-w-0 gap-2">
              <h3 className="break-all">{webhook.url}</h3>
              <WebhookState webhook={webhook} zone={zone} />
            </div>
            <div className="flex flex-wrap gap-2">
              {webhook.ended ? null : (
                <Form action={actions.testWebhook}>
                  <input type="hidden" name="webhook" value={webhook.id} />
                  <SubmitKey>{t("test")}</SubmitKey>
                </Form>
              )}
              <Form action={actions.dropWebhook}>
                <input type="hidden" name="webhook" value={webhook.id} />
                <SubmitKey>{t("remove")}</SubmitKey>
              </Form>
            </div>
          </div>
          {webhook.ended ? <NoticeLine tone="off">{t("ended")}</NoticeLine> : null}
          <WebhookKinds kinds={webhook.kinds} />
          {webhook.deliveries.length > 0 ? (
            <Disclosure title={t("deliveries")} open={webhooks.length === 1}>
              <Deliveries
                lines={webhook.deliveries}
                zone={zone}
                again={(line) =>
                  line.status === "failed" &&
                  line.kind !== null &&
                  // Sending again can't help where the secret can't be decrypted.
                  line.lastFault !== "secret" &&
                  !webhook.ended ? (
                    <Form action={actions.redeliver}>
                      <input type="hidden" name="delivery" value={line.id} />
                      <SubmitKey variant="plain">{t("again")}</SubmitKey>
                    </Form>
                  ) : null
                }
              />
            </Disclosure>
          ) : null}
        </section>
      ))}
      {webhooks.length < most ? null : <p className="text-ink-2">{t("full", { most })}</p>}
      {webhooks.length < most ? (
        <Disclosure
          title={t("add")}
          // Open from the start it is no key to press.
          asKey={webhooks.length === 0 ? undefined : { variant: "key", icon: "plus" }}
          open={webhooks.length === 0}
        >
          {prove ? (
            <div className="grid max-w-sm gap-3">
              <p className="text-ink-2">{t("prove")}</p>
              {prove}
            </div>
          ) : (
            <WebhookForm action={actions.makeWebhook} />
          )}
        </Disclosure>
      ) : null}
      <Disclosure title={t("signature")}>
        <p className="text-ink-2">{t.rich("signatureText", { code: (text) => <code>{text}</code> })}</p>
      </Disclosure>
    </FormSection>
  );
}

function WebhookKinds({ kinds }: { kinds: string[] }) {
  const t = useTranslations("notifications");
  const known = kinds.filter(isNotificationKind);
  return (
    <Disclosure title={t("webhooks.chosen", { count: known.length, all: NOTIFICATION_KINDS.length })}>
      <ul className="grid gap-1 text-ink-2 desk:grid-cols-2">
        {known.map((kind) => (
          <li key={kind}>{t(`kind.${kind}`)}</li>
        ))}
      </ul>
    </Disclosure>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { CHOSEN_KINDS, NOTIFICATION_KINDS } from "@/lib/notifications/kinds";

interface WebhookFormProps {
  action: FormAction<{ secret: string }>;
}

/** A new webhook; its secret takes the form's place, this once. */
export function WebhookForm({ action }: WebhookFormProps) {
  const t = useTranslations("notifications.webhooks");
  const kinds = useTranslations("notifications.kind");
  return (
    <Form
      action={action}
      submit={t("make")}
      done={t("made")}
      once
      className="grid gap-4"
      after={(result) => <Secret secret={result.secret ?? ""} />}
    >
      <TextField
        label={t("url")}
        name="url"
        type="url"
        required
        maxLength={500}
        placeholder="https://"
        hint={t("urlHint")}
      />
      <Disclosure title={t("events")}>
        <fieldset className="grid desk:grid-cols-2" aria-label={t("events")}>
          {NOTIFICATION_KINDS.map((kind) => (
            <CheckField
              key={kind}
              name={`hook-${kind}`}
              label={kinds(kind)}
              defaultChecked={CHOSEN_KINDS.includes(kind)}
            />
          ))}
        </fieldset>
      </Disclosure>
    </Form>
  );
}

function Secret({ secret }: { secret: string }) {
  const t = useTranslations("notifications.webhooks");
  return (
    <section className="grid gap-4" aria-label={t("secret")}>
      <NoticeLine tone="run" role="status">
        {t("made")}
      </NoticeLine>
      <p className="text-ink-2">{t("secretText")}</p>
      <div className="well p-4">
        <code className="break-all" data-webhook-secret>
          {secret}
        </code>
      </div>
      <NoticeLine tone="busy">{t("once")}</NoticeLine>
      <div className="flex flex-wrap gap-2">
        <CopyButton value={secret} label={t("copySecret")} copied={t("copied")} text={t("copySecret")} />
        <KeyLink href="/account/notifications" variant="accent" plainLink>
          {t("kept")}
        </KeyLink>
      </div>
    </section>
  );
}

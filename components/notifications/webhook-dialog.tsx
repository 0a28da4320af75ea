"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { NoticeLine } from "@/components/ui/notice-line";
import { CloseKey } from "@/components/ui/overlay/dialog";
import { CHOSEN_KINDS, NOTIFICATION_KINDS, SERVICES } from "@/lib/notifications/kinds";

const DIALOG = "new-webhook";

/** A new webhook or messenger; the secret of a webhook takes the form's place, this once. Each service shows its fields. */
export function WebhookDialog({ action }: { action: FormAction<{ secret: string | null }> }) {
  const t = useTranslations("notifications.webhooks");
  const kinds = useTranslations("notifications.kind");
  return (
    <FormDialog
      id={DIALOG}
      deed={t("make")}
      opens={{ variant: "ghost", icon: "plus" }}
      action={action}
      once
      after={({ secret }) => (secret ? <Secret secret={secret} /> : <Added />)}
    >
      <div className="group/service grid gap-4">
        <SelectField
          name="service"
          label={t("serviceLabel")}
          options={SERVICES.map((one) => [one, t(`service.${one}`)])}
        />
        <div className="group-has-[[value=telegram]:checked]/service:hidden">
          <TextField
            label="URL"
            name="url"
            type="url"
            maxLength={500}
            placeholder="https://"
            hint={t("urlHint")}
            autoComplete="off"
          />
        </div>
        <div className="hidden group-has-[[value=dingtalk]:checked,[value=feishu]:checked]/service:block">
          <TextField
            label={t("sign")}
            name="secret"
            maxLength={200}
            hint={t("signHint")}
            autoComplete="off"
          />
        </div>
        <div className="hidden group-has-[[value=telegram]:checked,[value=ntfy]:checked]/service:block">
          <TextField
            label={t("token")}
            name="token"
            maxLength={200}
            hint={t("tokenHint")}
            autoComplete="off"
          />
        </div>
        <div className="hidden group-has-[[value=telegram]:checked]/service:block">
          <TextField label={t("chat")} name="chat" maxLength={64} hint={t("chatHint")} autoComplete="off" />
        </div>
      </div>
      <Disclosure title={t("events")}>
        <fieldset className="grid md:grid-cols-2" aria-label={t("events")}>
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
    </FormDialog>
  );
}

function Added() {
  const t = useTranslations("notifications.webhooks");
  return (
    <div className="grid gap-4">
      <NoticeLine tone="run" role="status">
        {t("added")}
      </NoticeLine>
      <div className="dialog-keys">
        <CloseKey dialog={DIALOG} word="close" variant="primary" />
      </div>
    </div>
  );
}

function Secret({ secret }: { secret: string }) {
  const t = useTranslations("notifications.webhooks");
  return (
    <section className="grid gap-4" aria-label={t("secret")}>
      <NoticeLine tone="run" role="status">
        {t("made")}
      </NoticeLine>
      <p className="flex items-center gap-2 rounded-md bg-sunken px-3.5 py-2.5">
        <code className="min-w-0 flex-1 break-all" data-webhook-secret>
          {secret}
        </code>
        <CopyButton value={secret} label={t("copySecret")} />
      </p>
      <Disclosure title={t("signature")}>
        <p className="text-13 text-ink-2">
          {t.rich("signatureText", { code: (text) => <code>{text}</code> })}
        </p>
      </Disclosure>
      <div className="dialog-keys">
        <CloseKey dialog={DIALOG} word="haveSavedIt" variant="primary" />
      </div>
    </section>
  );
}

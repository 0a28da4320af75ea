import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/action-form";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { FormSection } from "@/components/ui/form/form-section";
import { ListTable } from "@/components/ui/list/list-table";
import { NoticeLine } from "@/components/ui/notice-line";
import { NOTIFICATION_KINDS } from "@/lib/notifications/kinds";
import type { NotificationChoices } from "@/lib/notifications/settings";

interface ChoicesFormProps {
  choices: NotificationChoices;
  /** Where mails go; null: the account has no address. */
  email: string | null;
  /** Whether the panel sends mails at all. */
  canMail: boolean;
  action: FormAction;
  faults: Record<string, string>;
}

/** What an account is told of in its bell and by e-mail. */
export function ChoicesForm({ choices, email, canMail, action, faults }: ChoicesFormProps) {
  const t = useTranslations("notifications.choices");
  const kinds = useTranslations("notifications.kind");
  const ways = canMail ? (["bell", "mail"] as const) : (["bell"] as const);
  const address = email ? t("mailTo", { email }) : t("noAddress");
  const mailLine = canMail ? address : t("mailOff");
  return (
    <FormSection title={t("title")} text={t("text")}>
      <NoticeLine tone="off">{mailLine}</NoticeLine>
      {canMail && choices.unsubscribed ? <NoticeLine tone="busy">{t("unsubscribed")}</NoticeLine> : null}
      <FieldsForm action={action} submit={t("save")} done={t("saved")} faults={faults} className="grid gap-4">
        <input type="hidden" name="choices" value="1" />
        <ListTable
          label={t("title")}
          columns={[t("event"), ...ways.map((way) => t(way))]}
          rows={NOTIFICATION_KINDS.map((kind) => {
            const chosen = choices.ways.get(kind);
            return {
              key: kind,
              cells: [
                kinds(kind),
                ...ways.map((way) =>
                  chosen ? (
                    <CheckField
                      key={way}
                      name={`${way}-${kind}`}
                      defaultChecked={chosen[way]}
                      label={
                        <span className="sr-only">{t("cell", { event: kinds(kind), way: t(way) })}</span>
                      }
                    />
                  ) : (
                    <span key={way} className="text-ink-2">
                      {t("always")}
                    </span>
                  ),
                ),
              ],
            };
          })}
        />
      </FieldsForm>
    </FormSection>
  );
}

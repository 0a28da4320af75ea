import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/action-form";
import { FieldsForm } from "@/components/ui/fields-form";
import { TextField } from "@/components/ui/text-field";

interface MailCardProps {
  /** Who is written to unless another address is typed. */
  email: string;
  canMail: boolean;
  faults: Record<string, string>;
  action: FormAction;
}

/** Whether mails arrive, before a customer waits for one. */
export function MailCard({ email, canMail, faults, action }: MailCardProps) {
  const t = useTranslations("settings.mail");
  return (
    <section className="card">
      <h2 className="mb-1">{t("title")}</h2>
      <p className="mb-3 text-ink-2">{t(canMail ? "note" : "off")}</p>
      {canMail ? (
        <FieldsForm action={action} submit={t("send")} done={t("sent")} faults={faults} keep>
          <TextField
            name="email"
            type="email"
            label={t("email")}
            defaultValue={email}
            required
            maxLength={254}
          />
        </FieldsForm>
      ) : null}
    </section>
  );
}

import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { SettingRow, Unset } from "./setting-row";

interface MailCardProps {
  /** Who is written to unless another address is typed. */
  email: string;
  /** The mail server's name; null where the panel sends no mail. */
  server: string | null;
  action: FormAction;
}

/** Whether mails arrive, before a customer waits for one. */
export function MailCard({ email, server, action }: MailCardProps) {
  const t = useTranslations("settings.mail");
  return (
    <SettingRow
      id="email"
      title={t("title")}
      text={t(server ? "note" : "off")}
      value={server ? t("isOn", { server }) : <Unset>{t("isOff")}</Unset>}
    >
      {server ? (
        <Form action={action} submit={t("send")} done={t("sent")} className="grid gap-4">
          <FieldGrid>
            <TextField
              name="email"
              type="email"
              label={t("email")}
              defaultValue={email}
              required
              maxLength={254}
            />
          </FieldGrid>
        </Form>
      ) : null}
    </SettingRow>
  );
}

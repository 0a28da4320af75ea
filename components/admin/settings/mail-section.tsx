import { useTranslations } from "next-intl";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { TextField } from "@/components/ui/form/text-field";
import { Unset } from "./unset";

interface MailSectionProps {
  /** Who is written to unless another address is typed. */
  email: string;
  /** The mail server's name; null where the panel sends no mail. */
  server: string | null;
  action: FormAction;
}

/** Whether mails arrive, before a customer waits for one. */
export function MailSection({ email, server, action }: MailSectionProps) {
  const t = useTranslations("settings.mail");
  const w = useTranslations("words");
  return (
    <Section id="email" title={w("mail")}>
      <Rows>
        <SettingRow
          label={t("server")}
          text={server ? null : t("off")}
          value={server ?? <Unset>{w("notSetUp")}</Unset>}
          control={
            server ? (
              <FormDialog id="test-email" deed={t("send")} opens={{}} action={action} done={t("sent")}>
                <TextField
                  name="email"
                  type="email"
                  label={t("email")}
                  defaultValue={email}
                  required
                  maxLength={254}
                />
              </FormDialog>
            ) : null
          }
        />
      </Rows>
    </Section>
  );
}

import { useTranslations } from "next-intl";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { TextField } from "@/components/ui/form/text-field";

interface CustomerDangerProps {
  userId: string;
  hosts: number;
  actions: { changeCustomerNumber: FormAction; removeCustomer: FormAction };
}

/** What moves or ends all that hangs on a customer's number. */
export function CustomerDanger({ userId, hosts, actions }: CustomerDangerProps) {
  const w = useTranslations("words");
  const t = useTranslations("customers.edit");
  const f = useTranslations("customers.form");
  return (
    <Section id="danger" title={w("dangerZone")} danger>
      <Rows>
        <SettingRow
          label={w("customerNumber")}
          text={t("numberText")}
          control={
            <FormDialog
              id="number"
              deed={t("changeNumber")}
              action={actions.changeCustomerNumber}
              hidden={{ userId }}
              done={w("saved")}
              faults={{ unconfirmed: t("numberLater") }}
              leaveTo="/admin/customers"
            >
              <TextField name="newUserId" label={w("newCustomerNumber")} required maxLength={64} />
            </FormDialog>
          }
        />
        <SettingRow
          label={w("deleteCustomer")}
          text={hosts > 0 ? t("hostsRemain", { count: hosts }) : null}
          control={
            <FormDialog
              id="delete"
              deed={w("deleteCustomer")}
              text={t("deleteText")}
              opens={{ tone: "bad" }}
              action={actions.removeCustomer}
              hidden={{ userId }}
              done={f("done")}
              variant="danger"
              leaveTo="/admin/customers"
            >
              <TextField name="typedName" label={t("typed")} required maxLength={64} autoComplete="off" />
              {hosts > 0 ? <CheckField name="forced" label={t("forced", { count: hosts })} /> : null}
            </FormDialog>
          }
        />
      </Rows>
    </Section>
  );
}

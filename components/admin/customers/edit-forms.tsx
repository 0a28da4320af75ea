import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/action-form";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { PasswordField } from "@/components/ui/form/password-field";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import type { CustomerForm } from "@/lib/fleet/customers/customer-form";
import { RoleField } from "./role-field";

const VERIFIED = ["isEmailVerified", "isPhoneVerified"] as const;

interface EditFormsProps {
  userId: string;
  /** What the form shows, for telling what a person changed. */
  shown: CustomerForm;
  hosts: number;
  faults: Record<string, string>;
  actions: {
    editCustomerFields: FormAction;
    setCustomerPassword: FormAction;
    changeCustomerNumber: FormAction;
    removeCustomer: FormAction;
  };
}

/** What an admin can change of a customer in RStack; what can't be taken back comes last. */
export function EditForms({ userId, shown, hosts, faults, actions }: EditFormsProps) {
  const t = useTranslations("customers.edit");
  const f = useTranslations("customers.form");
  const account = useTranslations("account.password");
  const id = <input type="hidden" name="userId" value={userId} />;
  return (
    <>
      <FormSection title={t("title")} text={t("titleText")}>
        <FieldsForm
          action={actions.editCustomerFields}
          submit={f("save")}
          done={f("saved")}
          notes={{ kept: t("kept") }}
          faults={faults}
          variant="accent"
          className="grid gap-4"
          keep
        >
          {id}
          <input type="hidden" name="shown" value={JSON.stringify(shown)} />
          <FieldGrid>
            <TextField
              name="username"
              label={f("username")}
              defaultValue={shown.username}
              required={shown.username !== ""}
              maxLength={64}
            />
            <TextField name="name" label={f("name")} defaultValue={shown.name} maxLength={60} />
            <TextField
              name="email"
              label={f("email")}
              type="email"
              defaultValue={shown.email}
              maxLength={254}
            />
            <TextField name="phone" label={f("phone")} defaultValue={shown.phone} maxLength={60} />
            {VERIFIED.map((mark) =>
              shown[mark] === "" ? (
                <SelectField
                  key={mark}
                  name={mark}
                  label={f(mark)}
                  value=""
                  options={[
                    ["", f("unknown")],
                    ["1", f("yes")],
                    ["0", f("no")],
                  ]}
                />
              ) : (
                <CheckField key={mark} name={mark} label={f(mark)} defaultChecked={shown[mark] === "1"} />
              ),
            )}
            <RoleField group={shown.group} />
            <TextField
              name="serviceCount"
              label={f("serviceCount")}
              defaultValue={shown.serviceCount}
              inputMode="numeric"
            />
            <TextField
              name="reinstallsUsed"
              label={t("reinstallsUsed")}
              defaultValue={shown.reinstallsUsed}
              inputMode="numeric"
            />
            <TextField
              name="noReinstallBefore"
              label={t("noReinstallBefore")}
              type="date"
              defaultValue={shown.noReinstallBefore}
            />
          </FieldGrid>
        </FieldsForm>
      </FormSection>
      <FormSection title={t("passwordTitle")} text={t("passwordText")}>
        <FieldsForm
          action={actions.setCustomerPassword}
          submit={t("setPassword")}
          done={f("saved")}
          faults={faults}
          keep
        >
          {id}
          <PasswordField
            name="password"
            label={t("password")}
            hint={t("passwordHint")}
            autoComplete="new-password"
            showLabel={account("show")}
          />
        </FieldsForm>
      </FormSection>
      <FormSection title={t("number")} text={t("numberText")}>
        <FieldsForm
          action={actions.changeCustomerNumber}
          submit={t("changeNumber")}
          done={f("saved")}
          faults={{ ...faults, unconfirmed: t("numberLater") }}
          leaveTo="/admin/customers"
          keep
        >
          {id}
          <TextField name="newUserId" label={t("newNumber")} required maxLength={64} />
        </FieldsForm>
      </FormSection>
      <FormSection title={t("delete")} text={t("deleteText")}>
        <FieldsForm
          action={actions.removeCustomer}
          submit={t("delete")}
          done={f("done")}
          faults={faults}
          variant="danger"
          leaveTo="/admin/customers"
          keep
        >
          {id}
          <TextField name="typedName" label={t("typed")} required maxLength={64} autoComplete="off" />
          {hosts > 0 ? <CheckField name="forced" label={t("forced", { count: hosts })} /> : null}
        </FieldsForm>
      </FormSection>
    </>
  );
}

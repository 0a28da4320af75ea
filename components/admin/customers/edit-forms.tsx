import { useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField } from "@/components/ui/form/check-field";
import { Form } from "@/components/ui/form/form";
import { FieldGrid, FormSection, SECTION_KEYS } from "@/components/ui/form/form-section";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import type { CustomerForm } from "@/lib/fleet/customers/customer-form";
import { ReachFields } from "./reach-fields";
import { RoleField } from "./role-field";
import "../edit-values.css";

interface EditFormsProps {
  userId: string;
  /** What the form shows, for telling what a person changed. */
  shown: CustomerForm;
  hosts: number;
  actions: {
    editCustomerFields: FormAction;
    setCustomerPassword: FormAction;
    changeCustomerNumber: FormAction;
    removeCustomer: FormAction;
  };
}

/** What an admin can change of a customer in RStack; what can't be taken back comes last. */
export function EditForms({ userId, shown, hosts, actions }: EditFormsProps) {
  const t = useTranslations("customers.edit");
  const f = useTranslations("customers.form");
  const account = useTranslations("account.password");
  const id = <input type="hidden" name="userId" value={userId} />;
  return (
    <>
      <Form
        action={actions.editCustomerFields}
        submit={f("save")}
        done={f("saved")}
        notes={{ kept: t("kept") }}
        variant="primary"
        className="block"
        keysClass={SECTION_KEYS}
      >
        {id}
        <input type="hidden" name="shown" value={JSON.stringify(shown)} />
        <FormSection title={f("section.who")} text={t("titleText")}>
          <FieldGrid>
            <TextField name="name" label={f("name")} defaultValue={shown.name} maxLength={60} />
            <TextField
              name="username"
              label={f("username")}
              hint={t("usernameHint")}
              defaultValue={shown.username}
              required={shown.username !== ""}
              maxLength={64}
            />
          </FieldGrid>
          <ReachFields shown={shown} />
        </FormSection>
        <FormSection title={f("section.record")} text={f("section.recordText")}>
          <FieldGrid>
            <RoleField group={shown.group} />
            <TextField
              name="serviceCount"
              label={f("serviceCount")}
              hint={f("serviceCountHint")}
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
              hint={t("noReinstallBeforeHint")}
              type="date"
              defaultValue={shown.noReinstallBefore}
            />
          </FieldGrid>
        </FormSection>
      </Form>
      <FormSection title={t("passwordTitle")} text={t("passwordText")}>
        <div className="edit-keys">
          <Disclosure title={t("openPassword")} asButton={{ variant: "default", icon: "pencil" }}>
            <Form
              action={actions.setCustomerPassword}
              submit={t("setPassword")}
              done={f("saved")}
              className="grid gap-4"
            >
              {id}
              <FieldGrid>
                <PasswordField
                  name="password"
                  label={t("password")}
                  hint={t("passwordHint")}
                  autoComplete="new-password"
                  showLabel={account("showField", { field: t("password") })}
                />
              </FieldGrid>
            </Form>
          </Disclosure>
        </div>
      </FormSection>
      <FormSection title={t("number")} text={t("numberText")}>
        <div className="edit-keys">
          <Disclosure title={t("openNumber")} asButton={{ variant: "default", icon: "pencil" }}>
            <Form
              action={actions.changeCustomerNumber}
              submit={t("changeNumber")}
              done={f("saved")}
              faults={{ unconfirmed: t("numberLater") }}
              leaveTo="/admin/customers"
              className="grid gap-4"
            >
              {id}
              <FieldGrid>
                <TextField name="newUserId" label={t("newNumber")} required maxLength={64} />
              </FieldGrid>
            </Form>
          </Disclosure>
        </div>
      </FormSection>
      <FormSection title={t("delete")} text={t("deleteText")}>
        <div className="edit-keys edit-delete">
          <Disclosure title={t("openDelete")} asButton={{ variant: "default", icon: "trash" }}>
            <Form
              action={actions.removeCustomer}
              submit={t("delete")}
              done={f("done")}
              variant="danger"
              leaveTo="/admin/customers"
              className="grid gap-4"
            >
              {id}
              <FieldGrid>
                <TextField name="typedName" label={t("typed")} required maxLength={64} autoComplete="off" />
              </FieldGrid>
              {hosts > 0 ? <CheckField name="forced" label={t("forced", { count: hosts })} /> : null}
            </Form>
          </Disclosure>
        </div>
      </FormSection>
    </>
  );
}

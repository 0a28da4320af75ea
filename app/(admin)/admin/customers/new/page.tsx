import { setTimeout as wait } from "node:timers/promises";
import { getTranslations } from "next-intl/server";
import { Faults } from "@/app/faults";
import { NewCustomerForm } from "@/components/admin/customers/new-customer-form";
import { ReachFields } from "@/components/admin/customers/reach-fields";
import { RoleField } from "@/components/admin/customers/role-field";
import { TopLine } from "@/components/shell/top-line";
import { Disclosure } from "@/components/ui/disclosure";
import { CheckField } from "@/components/ui/form/check-field";
import { FieldGrid, FormSection, SECTION_KEYS } from "@/components/ui/form/form-section";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import { requireAdmin } from "@/lib/accounts/sessions/current-viewer";
import { nextCustomerNumber } from "@/lib/fleet/customers/next-number";
import { pageTitle } from "@/lib/i18n/page-title";
import { createCustomer } from "../actions";

/** The form doesn't wait longer for a suggested number. */
const SUGGESTION_MS = 1_000;

export const generateMetadata = pageTitle("words.createCustomer");

export default async function NewCustomerPage() {
  await requireAdmin();
  const t = await getTranslations("words");
  const next = await Promise.race([nextCustomerNumber(), wait(SUGGESTION_MS, null, { ref: false })]);
  const f = await getTranslations("customers.form");
  const fleetCreated = await getTranslations("fleet-created");
  const customers = await getTranslations("customers");
  return (
    <>
      <TopLine title={t("createCustomer")} above={{ href: "/admin/customers", title: t("customers") }} />
      <div className="rounded-lg border border-line bg-card">
        <Faults of="customers" values={{ role: "admin" }}>
          <NewCustomerForm
            texts={{ open: f("next.open"), host: t("createHost"), another: fleetCreated("another") }}
            action={createCustomer}
            submit={t("createCustomer")}
            done={f("done")}
            notes={{
              "username-taken": f("note.username"),
              "email-taken": f("note.email"),
              "bad-username": f("note.username"),
              "bad-email": f("note.email"),
            }}
            variant="primary"
            className="block"
            keysClass={SECTION_KEYS}
          >
            <FormSection title={t("customer")}>
              <FieldGrid>
                <TextField name="name" label={t("name")} maxLength={60} />
                <TextField
                  name="userId"
                  label={t("customerNumber")}
                  hint={next ? f("userIdNext") : undefined}
                  defaultValue={next ?? undefined}
                  required
                  maxLength={64}
                  autoComplete="off"
                />
              </FieldGrid>
              <ReachFields />
            </FormSection>
            <FormSection title={f("section.access")}>
              <FieldGrid>
                <TextField name="username" label={t("username")} required maxLength={64} autoComplete="off" />
                <PasswordField
                  name="password"
                  label={t("rstackPassword")}
                  hint={f("passwordHint")}
                  autoComplete="new-password"
                  showLabel={(await getTranslations("account.password"))("showField", {
                    field: t("rstackPassword"),
                  })}
                  maxLength={64}
                  optional
                />
              </FieldGrid>
              <div>
                <CheckField name="panelAccount" label={f("panel")} defaultChecked />
                <CheckField name="isDisabled" label={f("isDisabled")} />
              </div>
              <Disclosure title={f("more")}>
                <FieldGrid>
                  <RoleField group="0" />
                  <TextField
                    name="serviceCount"
                    label={customers("page.serviceCount")}
                    inputMode="numeric"
                    pattern="\d{0,6}"
                  />
                  <TextField name="remark" label={t("rstackRemark")} maxLength={200} />
                </FieldGrid>
              </Disclosure>
            </FormSection>
          </NewCustomerForm>
        </Faults>
      </div>
    </>
  );
}

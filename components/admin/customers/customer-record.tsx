import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { FieldGrid } from "@/components/ui/form/form-section";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import type { CustomerForm } from "@/lib/fleet/customers/customer-form";
import type { UserDetails } from "@/lib/rstack/provider-rows";
import { FactRow, SettingsGroup } from "../settings-group";
import { useGroupName } from "./customer-look";
import { ReachFields } from "./reach-fields";
import { RoleField } from "./role-field";

interface CustomerRecordProps {
  userId: string;
  user: UserDetails;
  /** What the form shows, for telling what a person changed. */
  shown: CustomerForm;
  /** Null for who may not change it. */
  actions: { editCustomerFields: FormAction; setCustomerPassword: FormAction } | null;
}

/** What RStack holds of a customer. */
export function CustomerRecord({ userId, user, shown, actions }: CustomerRecordProps) {
  const t = useTranslations("customers");
  const p = useTranslations("customers.page");
  const e = useTranslations("customers.edit");
  const groupName = useGroupName();
  const verified = (isVerified: boolean | null) =>
    isVerified === null ? null : t(isVerified ? "verified" : "notVerified");
  const number = (value: number | null): ReactNode => (value === null ? null : String(value));
  return (
    <SettingsGroup
      id="record"
      title={t("form.section.record")}
      actions={
        actions ? <EditRecord userId={userId} shown={shown} action={actions.editCustomerFields} /> : null
      }
    >
      <FactRow label={t("form.name")} value={user.name} />
      <FactRow label={p("username")} value={user.username} />
      <FactRow label={t("form.userId")} value={userId} />
      <FactRow label={p("email")} value={user.email} meta={user.email && verified(user.isEmailVerified)} />
      <FactRow label={p("phone")} value={user.phone} meta={user.phone && verified(user.isPhoneVerified)} />
      <FactRow label={p("group")} value={groupName(user.group)} />
      <FactRow label={p("reinstallsUsed")} value={number(user.reinstallsUsed)} />
      <FactRow label={p("noReinstallBefore")} value={user.noReinstallBefore} />
      <FactRow label={p("serviceCount")} value={number(user.serviceCount)} />
      <FactRow label={p("registered")} value={user.registeredFromIp} />
      <FactRow label={p("lastSignIn")} value={user.lastSignInIp} />
      <FactRow label={p("remark")} value={user.remark} />
      <FactRow label={p("rowId")} value={user.rowId} />
      {actions ? (
        <FactRow
          label={e("passwordTitle")}
          value={e("passwordText")}
          end={<SetPassword userId={userId} action={actions.setCustomerPassword} />}
        />
      ) : null}
    </SettingsGroup>
  );
}

interface DeedProps {
  userId: string;
  action: FormAction;
}

function EditRecord({ userId, shown, action }: DeedProps & { shown: CustomerForm }) {
  const t = useTranslations("customers.edit");
  const f = useTranslations("customers.form");
  return (
    <FormDialog
      id="edit-record"
      deed={f("save")}
      title={t("title")}
      text={t("titleText")}
      opens={{ label: t("title"), shown: t("edit") }}
      action={action}
      hidden={{ userId, shown: JSON.stringify(shown) }}
      done={f("saved")}
      notes={{ kept: t("kept") }}
    >
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
    </FormDialog>
  );
}

function SetPassword({ userId, action }: DeedProps) {
  const t = useTranslations("customers.edit");
  const f = useTranslations("customers.form");
  const account = useTranslations("account.password");
  return (
    <FormDialog
      id="rstack-password"
      deed={t("setPassword")}
      text={t("passwordText")}
      opens={{ variant: "ghost" }}
      action={action}
      hidden={{ userId }}
      done={f("saved")}
    >
      <PasswordField
        name="password"
        label={t("password")}
        hint={t("passwordHint")}
        autoComplete="new-password"
        showLabel={account("showField", { field: t("password") })}
      />
    </FormDialog>
  );
}

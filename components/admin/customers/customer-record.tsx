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
  const w = useTranslations("words");
  const t = useTranslations("customers");
  const p = useTranslations("customers.page");
  const groupName = useGroupName();
  const verified = (isVerified: boolean | null) =>
    isVerified === null ? null : t(isVerified ? "verified" : "notVerified");
  const number = (value: number | null): ReactNode => (value === null ? null : String(value));
  return (
    <SettingsGroup
      id="record"
      title={w("record")}
      actions={
        actions ? <EditRecord userId={userId} shown={shown} action={actions.editCustomerFields} /> : null
      }
    >
      <FactRow label={w("name")} value={user.name} />
      <FactRow label={w("username")} value={user.username} />
      <FactRow label={w("customerNumber")} value={userId} />
      <FactRow label={w("email")} value={user.email} meta={user.email && verified(user.isEmailVerified)} />
      <FactRow label={w("phone")} value={user.phone} meta={user.phone && verified(user.isPhoneVerified)} />
      <FactRow label={w("role")} value={groupName(user.group)} />
      <FactRow label={w("reinstallsUsed")} value={number(user.reinstallsUsed)} />
      <FactRow label={w("noReinstallBefore")} value={user.noReinstallBefore} />
      <FactRow label={p("serviceCount")} value={number(user.serviceCount)} />
      <FactRow label={p("registered")} value={user.registeredFromIp} />
      <FactRow label={p("lastSignIn")} value={user.lastSignInIp} />
      <FactRow label={w("rstackRemark")} value={user.remark} />
      <FactRow label={p("rowId")} value={user.rowId} />
      {actions ? (
        <FactRow
          label={w("rstackPassword")}
          value="••••••••"
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
  const w = useTranslations("words");
  const t = useTranslations("customers.edit");
  const customers = useTranslations("customers");
  return (
    <FormDialog
      id="edit-record"
      deed={w("save")}
      title={w("editRecord")}
      opens={{ label: w("editRecord"), shown: w("edit") }}
      action={action}
      hidden={{ userId, shown: JSON.stringify(shown) }}
      done={w("saved")}
      notes={{ kept: t("kept") }}
    >
      <FieldGrid>
        <TextField name="name" label={w("name")} defaultValue={shown.name} maxLength={60} />
        <TextField
          name="username"
          label={w("username")}
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
          label={customers("page.serviceCount")}
          defaultValue={shown.serviceCount}
          inputMode="numeric"
        />
        <TextField
          name="reinstallsUsed"
          label={w("reinstallsUsed")}
          defaultValue={shown.reinstallsUsed}
          inputMode="numeric"
        />
        <TextField
          name="noReinstallBefore"
          label={w("noReinstallBefore")}
          hint={t("noReinstallBeforeHint")}
          type="date"
          defaultValue={shown.noReinstallBefore}
        />
      </FieldGrid>
    </FormDialog>
  );
}

function SetPassword({ userId, action }: DeedProps) {
  const w = useTranslations("words");
  const t = useTranslations("customers.edit");
  const account = useTranslations("account.password");
  return (
    <FormDialog
      id="rstack-password"
      deed={w("setPassword")}
      opens={{ variant: "ghost" }}
      action={action}
      hidden={{ userId }}
      done={w("saved")}
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

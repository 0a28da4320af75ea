import { useTranslations } from "next-intl";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import { State } from "@/components/ui/state";
import type { OwnField, Profile } from "@/lib/accounts/own-profile";
import { isGuestOnly, type Viewer } from "@/lib/accounts/sessions/viewer";

interface ProfileProps {
  viewer: Viewer;
  /** As RStack has it; null while it doesn't answer, and for staff. */
  profile: Profile | null;
  /** The account's own address: for a customer the one that a link confirmed. */
  email: string | null;
  changeable: readonly OwnField[];
  actions: { saveProfile: FormAction; changeEmail: FormAction };
}

const SHOWN_NAME = { name: "shownName", phone: "shownPhone" } as const;

/** Who a person is: what they may change, each in a dialog of its own, and what the panel calls them. */
export function ProfileRows({ viewer, profile, email, changeable, actions }: ProfileProps) {
  const w = useTranslations("words");
  const t = useTranslations("account");
  const ofCustomer = viewer.userId !== null && !viewer.view;
  const plain = (field: "name" | "phone") => {
    const value = profile?.[field] ?? "";
    const label = w(field);
    return (
      <SettingRow
        label={label}
        value={value || w("notSet")}
        control={
          changeable.includes(field) ? (
            <FormDialog
              id={`change-${field}`}
              deed={w("save")}
              title={label}
              opens={{
                shown: w("edit"),
                label: t(`profile.change.${field}`),
              }}
              action={actions.saveProfile}
              done={w("saved")}
              notes={{ kept: t("profile.kept") }}
              hidden={{ [SHOWN_NAME[field]]: value }}
            >
              <TextField
                name={field}
                label={label}
                defaultValue={value}
                maxLength={60}
                autoComplete={field === "phone" ? "tel" : "name"}
              />
            </FormDialog>
          ) : null
        }
      />
    );
  };
  return (
    <Section
      id="profile"
      title={t("part.profile")}
      text={ofCustomer && profile && changeable.length === 0 ? t("profile.fixed") : undefined}
    >
      <Rows>
        {ofCustomer && !profile ? <SettingRow label={t("profile.unread")} /> : null}
        {ofCustomer && profile ? (
          <>
            {plain("name")}
            <SettingRow
              label={w("email")}
              text={
                profile.email && email === null && changeable.includes("email") ? (
                  <State sign="attention">{t("profile.emailUnconfirmed")}</State>
                ) : undefined
              }
              value={profile.email || w("notSet")}
              control={
                changeable.includes("email") ? <EmailDialog email={profile.email} {...actions} /> : null
              }
            />
            {plain("phone")}
          </>
        ) : null}
        {isGuestOnly(viewer) ? (
          <SettingRow
            label={w("email")}
            value={email ?? w("notSet")}
            control={changeable.includes("email") ? <EmailDialog email={email} {...actions} /> : null}
          />
        ) : null}
        {viewer.role !== "customer" && !viewer.view ? (
          <>
            {viewer.displayName === viewer.username ? null : (
              <SettingRow label={w("name")} value={viewer.displayName} />
            )}
            {email ? <SettingRow label={w("email")} value={email} /> : null}
            <SettingRow label={w("role")} value={w(`roles.${viewer.role}`)} />
          </>
        ) : null}
        {/* Through a customer's eyes it would be the name of whoever looks. */}
        <SettingRow
          label={w(viewer.view ? "name" : "username")}
          value={viewer.view ? viewer.view.customerName : viewer.username}
        />
        {viewer.userId ? (
          <SettingRow
            label={w("customerNumber")}
            value={viewer.userId}
            control={<CopyButton value={viewer.userId} label={t("copyCustomerId")} />}
          />
        ) : null}
      </Rows>
    </Section>
  );
}

function EmailDialog({ email, changeEmail }: { email: string | null; changeEmail: FormAction }) {
  const w = useTranslations("words");
  const t = useTranslations("account");
  const prove = useTranslations("second-factor.prove");
  return (
    <FormDialog
      id="email"
      deed={t("profile.confirmEmail")}
      title={t("profile.changeEmail")}
      opens={{ shown: t("profile.changeEmail") }}
      text={t("profile.emailHint")}
      action={changeEmail}
      done={t("profile.emailChanged")}
    >
      <TextField
        name="email"
        type="email"
        label={w("email")}
        defaultValue={email ?? ""}
        maxLength={254}
        autoComplete="email"
      />
      <PasswordField
        label={prove("password")}
        name="password"
        autoComplete="current-password"
        showLabel={t("password.showField", { field: prove("password") })}
      />
    </FormDialog>
  );
}

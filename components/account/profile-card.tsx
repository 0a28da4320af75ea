import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import type { OwnField, Profile } from "@/lib/accounts/own-profile";

interface ProfileCardProps {
  /** Null while the hosting system doesn't answer. */
  profile: Profile | null;
  /** Whether the account has an address that was confirmed by a link. */
  isConfirmed: boolean;
  changeable: readonly OwnField[];
  actions: { saveProfile: FormAction; changeEmail: FormAction };
}

const SHOWN: readonly OwnField[] = ["name", "email", "phone"];
const PLAIN = ["name", "phone"] as const;
const SHOWN_NAME = { name: "shownName", phone: "shownPhone" } as const;

/** Name, e-mail and phone as RStack has them: fields where they may be changed, else facts. */
export function ProfileCard({ profile, isConfirmed, changeable, actions }: ProfileCardProps) {
  const t = useTranslations("account.profile");
  if (!profile) {
    return (
      <FormSection title={t("title")}>
        <p className="text-ink-2">{t("unread")}</p>
      </FormSection>
    );
  }
  const fixed = SHOWN.filter((field) => !changeable.includes(field));
  const plain = PLAIN.filter((field) => changeable.includes(field));
  return (
    <FormSection title={t("title")}>
      {fixed.length > 0 ? (
        <dl className="pairs">
          {fixed.map((field) => (
            <div key={field}>
              <dt>{t(field)}</dt>
              <dd>{profile[field] || t("none")}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {plain.length > 0 ? (
        <Form
          action={actions.saveProfile}
          submit={t("save")}
          done={t("saved")}
          notes={{ kept: t("kept") }}
          className="grid gap-4"
        >
          <FieldGrid dense>
            {plain.map((field) => (
              <Fragment key={field}>
                <input type="hidden" name={SHOWN_NAME[field]} value={profile[field] ?? ""} />
                <TextField
                  name={field}
                  label={t(field)}
                  defaultValue={profile[field] ?? ""}
                  maxLength={60}
                  autoComplete={field === "phone" ? "tel" : "name"}
                />
              </Fragment>
            ))}
          </FieldGrid>
        </Form>
      ) : null}
      {changeable.includes("email") ? (
        <EmailForm email={profile.email} isConfirmed={isConfirmed} action={actions.changeEmail} />
      ) : null}
      {changeable.length === 0 ? <p className="text-ink-2">{t("fixed")}</p> : null}
    </FormSection>
  );
}

function EmailForm({
  email,
  isConfirmed,
  action,
}: {
  email: string | null;
  isConfirmed: boolean;
  action: FormAction;
}) {
  const t = useTranslations("account");
  const isOpen = email !== null && !isConfirmed;
  return (
    <div id="email" className="scroll-mt-12 border-line border-t pt-4">
      <Form
        action={action}
        submit={t(isOpen ? "profile.confirmEmail" : "profile.changeEmail")}
        done={t("profile.emailChanged")}
        className="grid gap-4"
      >
        <FieldGrid>
          <TextField
            name="email"
            type="email"
            label={t("profile.email")}
            defaultValue={email ?? ""}
            maxLength={254}
            autoComplete="email"
            hint={t(isOpen ? "profile.emailUnconfirmed" : "profile.emailHint")}
          />
          <PasswordField
            label={t("profile.password")}
            name="password"
            autoComplete="current-password"
            showLabel={t("password.showField", { field: t("profile.password") })}
          />
        </FieldGrid>
      </Form>
    </div>
  );
}

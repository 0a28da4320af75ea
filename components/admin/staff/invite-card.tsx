"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { FormAction } from "@/components/ui/action-form";
import { FieldsForm } from "@/components/ui/fields-form";
import { KeyLink } from "@/components/ui/key-link";
import { TextField } from "@/components/ui/text-field";
import { InviteSent } from "./invite-sent";

interface InviteCardProps {
  /** Whether the panel can send mail; without it, the link is shown once. */
  mails: boolean;
  invite: FormAction;
  faults: Record<string, string>;
}

/** A colleague's account is made here; they set its password themselves. */
export function InviteCard({ mails, invite, faults }: InviteCardProps) {
  const t = useTranslations("staff.invite");
  const roles = useTranslations("staff.role");
  const role = useId();
  return (
    <section className="card">
      <h2>{t("title")}</h2>
      <p className="mb-3 text-ink-2">{t(mails ? "byMail" : "byHand")}</p>
      <FieldsForm
        action={invite}
        submit={t("key")}
        done=""
        faults={faults}
        className="admin-form"
        keep
        after={(result) => (
          <div className="grid gap-3">
            <InviteSent link={result.shown ?? null} />
            <div>
              <KeyLink href="/admin/staff" plainLink>
                {t("another")}
              </KeyLink>
            </div>
          </div>
        )}
      >
        <TextField
          name="username"
          label={t("username")}
          hint={t("usernameHint")}
          required
          maxLength={64}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField
          name="displayName"
          label={t("name")}
          hint={t("nameHint")}
          maxLength={60}
          autoComplete="off"
        />
        <TextField
          name="email"
          type="email"
          label={t("email")}
          hint={t("emailHint")}
          required={mails}
          maxLength={254}
          autoComplete="off"
        />
        <div className="field">
          <label htmlFor={role}>{t("role")}</label>
          <select id={role} name="role" className="input" defaultValue="support">
            <option value="support">{roles("support")}</option>
            <option value="admin">{roles("admin")}</option>
          </select>
          <small>{t("roleHint")}</small>
        </div>
      </FieldsForm>
    </section>
  );
}

"use client";

import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { CloseKey } from "@/components/ui/overlay/dialog";
import { InviteSent } from "./invite-sent";

interface InviteKeyProps {
  /** Whether the panel can send mail; without it, the link is shown once. */
  mails: boolean;
  invite: FormAction<{ shown: string }>;
}

const DIALOG = "invite-staff";

/** A colleague's account is made here; they set its password themselves. */
export function InviteKey({ mails, invite }: InviteKeyProps) {
  const w = useTranslations("words");
  const t = useTranslations("staff.invite");
  const roles = useTranslations("words.roles");
  return (
    <FormDialog
      id={DIALOG}
      deed={w("invite")}
      title={t("title")}
      text={t(mails ? "byMail" : "byHand")}
      opens={{ icon: "mail" }}
      action={invite}
      after={(result) => (
        <div className="grid gap-3">
          <InviteSent link={result.shown ?? null} />
          <div className="dialog-keys">
            <CloseKey dialog={DIALOG} word="done" variant="default" />
          </div>
        </div>
      )}
    >
      <FieldGrid>
        <TextField
          name="username"
          label={w("username")}
          required
          maxLength={64}
          autoComplete="off"
          verbatim
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
          label={w("email")}
          hint={mails ? undefined : t("emailLater")}
          required={mails}
          maxLength={254}
          autoComplete="off"
        />
        <SelectField
          name="role"
          label={w("role")}
          options={[
            ["support", roles("support")],
            ["admin", roles("admin")],
          ]}
        />
      </FieldGrid>
    </FormDialog>
  );
}

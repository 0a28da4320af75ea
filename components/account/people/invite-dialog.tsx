"use client";

import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { CheckField, ChoiceCard } from "@/components/ui/form/check-field";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { TextField } from "@/components/ui/form/text-field";
import type { GuestRole } from "@/lib/accounts/rights";
import { HostsField } from "../hosts-field";

interface InviteDialogProps {
  /** Of the owner's hosts. */
  hostNames: readonly string[];
  /** Whether the panel can mail the invitation. */
  mails: boolean;
  invite: FormAction;
}

const ROLES: readonly GuestRole[] = ["view", "operate", "manage"];

/** Whom, as what, to which hosts and until when. */
export function InviteDialog({ hostNames, mails, invite }: InviteDialogProps) {
  const w = useTranslations("words");
  const t = useTranslations("people");
  return (
    <FormDialog
      id="invite"
      deed={w("invite")}
      title={t("inviteTitle")}
      text={t(mails ? "inviteText" : "inviteTextNoMail")}
      opens={{ variant: "ghost", icon: "plus" }}
      action={invite}
      once
      done={t("invited")}
    >
      <TextField name="email" type="email" label={w("email")} required maxLength={254} autoComplete="off" />
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">{w("role")}</legend>
        {ROLES.map((role) => (
          <ChoiceCard
            key={role}
            name="role"
            value={role}
            label={t(`role.${role}`)}
            text={t(`roleText.${role}`)}
            defaultChecked={role === "view"}
          />
        ))}
      </fieldset>
      <CheckField name="mayReinstall" label={t("mayReinstall")} text={t("mayReinstallText")} />
      <HostsField label={t("hosts")} hint={t("hostsHint")} names={hostNames} />
      <TextField name="until" type="date" label={t("untilLabel")} hint={t("untilHint")} />
    </FormDialog>
  );
}

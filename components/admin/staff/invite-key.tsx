"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FieldGrid } from "@/components/ui/form/form-section";
import { SelectField } from "@/components/ui/form/select-field";
import { TextField } from "@/components/ui/form/text-field";
import { Dialog, DialogButton } from "@/components/ui/overlay/dialog";
import { InviteSent } from "./invite-sent";

interface InviteKeyProps {
  /** Whether the panel can send mail; without it, the link is shown once. */
  mails: boolean;
  invite: FormAction<{ shown: string }>;
}

/** A colleague's account is made here; they set its password themselves. */
export function InviteKey({ mails, invite }: InviteKeyProps) {
  const t = useTranslations("staff.invite");
  const roles = useTranslations("staff.role");
  const staff = useTranslations("staff");
  const id = useId();
  return (
    <>
      <DialogButton dialog={id} does="show-modal" icon="plus" variant="primary">
        {t("title")}
      </DialogButton>
      {/* The bar around it has smaller words. */}
      <div className="text-14">
        <Dialog id={id} title={t("title")}>
          <Form
            action={invite}
            submit={t("key")}
            variant="primary"
            keysClass="dialog-keys"
            beside={
              <DialogButton dialog={id} does="close" variant="ghost">
                {staff("cancel")}
              </DialogButton>
            }
            className="grid gap-4"
            after={(result) => (
              <div className="mt-4 grid gap-3">
                <InviteSent link={result.shown ?? null} />
                <div className="dialog-keys">
                  <ButtonLink href="/admin/staff" plainLink>
                    {t("another")}
                  </ButtonLink>
                  <DialogButton dialog={id} does="close">
                    {staff("done")}
                  </DialogButton>
                </div>
              </div>
            )}
          >
            <p className="mt-1 text-ink-2">{t(mails ? "byMail" : "byHand")}</p>
            <FieldGrid>
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
                hint={t(mails ? "emailHint" : "emailLater")}
                required={mails}
                maxLength={254}
                autoComplete="off"
              />
              <SelectField
                name="role"
                label={t("role")}
                hint={staff("roles")}
                options={[
                  ["support", roles("support")],
                  ["admin", roles("admin")],
                ]}
              />
            </FieldGrid>
          </Form>
        </Dialog>
      </div>
    </>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Dialog, DialogButton } from "@/components/ui/overlay/dialog";

interface InviteAllProps {
  canMail: boolean;
  inviteEverybody: FormAction;
}

/** Seldom, and of all customers at once: quieter than the key beside it; says whom, and then does it. */
export function InviteAll({ canMail, inviteEverybody }: InviteAllProps) {
  const t = useTranslations("customers-invite");
  const w = useTranslations("words");
  const id = useId();
  const close = (
    <DialogButton dialog={id} does="close" variant="ghost">
      {w(canMail ? "cancel" : "close")}
    </DialogButton>
  );
  return (
    <>
      <DialogButton dialog={id} does="show-modal" variant="ghost" icon="mail">
        {t("title")}
      </DialogButton>
      {/* The bar around it has smaller words, and a gap for each part. */}
      <div className="contents text-14">
        <Dialog id={id} title={t("title")}>
          <p className="mt-1 text-ink-2">{canMail ? t("text") : t("noMail")}</p>
          {canMail ? (
            <Form action={inviteEverybody} reload>
              <div className="dialog-keys">
                {close}
                <SubmitButton variant="primary">{t("send")}</SubmitButton>
              </div>
            </Form>
          ) : (
            <div className="dialog-keys">{close}</div>
          )}
        </Dialog>
      </div>
    </>
  );
}

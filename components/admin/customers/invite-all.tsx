"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Dialog, DialogKey } from "@/components/ui/overlay/dialog";

interface InviteAllProps {
  canMail: boolean;
  inviteEverybody: FormAction;
}

/** Seldom, and of all customers at once: quieter than the key beside it; says whom, and then does it. */
export function InviteAll({ canMail, inviteEverybody }: InviteAllProps) {
  const t = useTranslations("customers-invite");
  const id = useId();
  const close = (
    <DialogKey dialog={id} does="close" variant="plain">
      {t(canMail ? "cancel" : "close")}
    </DialogKey>
  );
  return (
    <>
      <DialogKey dialog={id} does="show-modal" variant="plain" icon="mail">
        {t("title")}
      </DialogKey>
      {/* The bar around it has smaller words, and a gap for each part. */}
      <div className="contents text-base">
        <Dialog id={id} title={t("title")}>
          <p className="mt-1 text-ink-2">{canMail ? t("text") : t("noMail")}</p>
          {canMail ? (
            <Form action={inviteEverybody} reload>
              <div className="dialog-keys">
                {close}
                <SubmitKey variant="accent">{t("send")}</SubmitKey>
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

"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Icon } from "@/components/ui/icon";
import { Dialog, DialogKey, openDialog } from "@/components/ui/overlay/dialog";
import { Menu } from "@/components/ui/overlay/menu";

interface InviteAllProps {
  canMail: boolean;
  inviteEverybody: FormAction;
}

/** Seldom, and of all customers at once: in a menu, away from the key beside it; says whom, and then does it. */
export function InviteAll({ canMail, inviteEverybody }: InviteAllProps) {
  const t = useTranslations("customers-invite");
  const id = useId();
  // By the browser's own invoker commands where it has them, so also before hydration.
  const native = { command: "show-modal", commandfor: id };
  const close = (
    <DialogKey dialog={id} does="close" variant="plain">
      {t(canMail ? "cancel" : "close")}
    </DialogKey>
  );
  return (
    <>
      <Menu label={t("more")} triggerClass="key key-plain key-icon" trigger={<Icon name="more" />}>
        <button
          type="button"
          role="menuitem"
          tabIndex={-1}
          className="menu-item"
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-text`}
          {...native}
          onClick={() => openDialog(id)}
        >
          <Icon name="mail" />
          <span id={`${id}-name`}>{t("item")}</span>
          <small id={`${id}-text`}>{t("itemText")}</small>
        </button>
      </Menu>
      {/* The bar around it has smaller words, and a gap for each part. */}
      <div className="contents text-base">
        <Dialog id={id} title={t("title")}>
          <p className="mt-1 text-ink-2">{canMail ? t("text") : t("noMail")}</p>
          {canMail ? (
            <ActionForm action={inviteEverybody} failed={t("failed")} reload>
              <div className="dialog-keys">
                {close}
                <SubmitKey variant="accent">{t("send")}</SubmitKey>
              </div>
            </ActionForm>
          ) : (
            <div className="dialog-keys">{close}</div>
          )}
        </Dialog>
      </div>
    </>
  );
}

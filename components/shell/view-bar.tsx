import { useTranslations } from "next-intl";
import { ActionForm, type FormAction } from "@/components/ui/action-form";
import { Dialog, DialogKey } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitKey } from "@/components/ui/submit-key";
import type { View } from "@/lib/accounts/viewer";
import { MinutesLeft } from "./minutes-left";
import "./view-bar.css";

export interface ViewActions {
  endView: FormAction;
  allowChanges: FormAction;
}

interface ViewBarProps {
  view: View;
  /** Whether this role may allow changes at all. */
  mayAllow: boolean;
  /** In ms. */
  now: number;
  actions: ViewActions;
}

const ASK = "allow-changes";

/** Says on every page whose eyes these are. It can't be closed. */
export function ViewBar({ view, mayAllow, now, actions }: ViewBarProps) {
  const t = useTranslations("view");
  return (
    <section className="view-bar" aria-label={t("label")}>
      <ul>
        <li>
          <Icon name="eye" />
          <b>{t("sees", { name: view.customerName })}</b>
        </li>
        <li>{view.reason}</li>
        <li>
          <Icon name={view.changes ? "pencil" : "padlock"} small />
          {view.changes ? t("changes") : t("readOnly")}
        </li>
        <li>
          <Icon name="clock" small />
          <MinutesLeft until={view.until} now={now} text={t("left", { minutes: "#" })} />
        </li>
      </ul>
      {mayAllow && !view.changes ? (
        <>
          <DialogKey dialog={ASK} does="show-modal">
            {t("allowChanges")}
          </DialogKey>
          <Dialog id={ASK} title={t("ask.title", { name: view.customerName })}>
            <p className="mt-1 text-ink-2">{t("ask.text")}</p>
            <ActionForm
              action={actions.allowChanges}
              failed={t("ask.failed")}
              reload
              className="mt-4 grid gap-4"
            >
              <PasswordField
                label={t("ask.password")}
                name="password"
                autoComplete="current-password"
                showLabel={t("ask.show")}
              />
              <div className="dialog-keys">
                <DialogKey dialog={ASK} does="close" variant="plain">
                  {t("ask.cancel")}
                </DialogKey>
                <SubmitKey variant="accent">{t("allowChanges")}</SubmitKey>
              </div>
            </ActionForm>
          </Dialog>
        </>
      ) : null}
      <EndView action={actions.endView} userId={view.userId} />
    </section>
  );
}

/** Back to the customer's page among the staff's, by a whole page load. */
export function EndView({ action, userId }: { action: FormAction; userId: string }) {
  const t = useTranslations("view");
  return (
    <ActionForm
      action={action}
      failed={t("failed")}
      leaveTo={`/admin/customers/${encodeURIComponent(userId)}`}
    >
      <SubmitKey className="key-end">{t("endView")}</SubmitKey>
    </ActionForm>
  );
}

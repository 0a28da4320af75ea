import { useTranslations } from "next-intl";
import { LatePasskeyKey } from "@/components/account/second-factor/late-passkey-key";
import { Form } from "@/components/ui/form/form";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import { Dialog, DialogButton } from "@/components/ui/overlay/dialog";
import type { View } from "@/lib/accounts/sessions/viewer";
import type { ViewActions } from "./view-bar";

/** By what the person may show that it is them. */
export interface ViewProof {
  ways: { totp: boolean; passkey: boolean; password: boolean };
}

interface AllowChangesProps {
  view: View;
  proof: ViewProof;
  actions: Pick<ViewActions, "allowChanges" | "askPasskeyAgain" | "allowChangesByPasskey">;
}

const ASK = "allow-changes";

/** Asks who sits there once more, by password or by second factor, before a customer's hosts can be changed. */
export function AllowChanges({ view, proof: { ways }, actions }: AllowChangesProps) {
  const w = useTranslations("words");
  const t = useTranslations("view");
  const hasFactor = ways.totp || ways.passkey;
  return (
    <>
      <DialogButton dialog={ASK} does="show-modal" variant="inverse">
        {t("allowChanges")}
      </DialogButton>
      <Dialog id={ASK} title={t("ask.title", { name: view.customerName })}>
        <p className="mt-1 mb-4 text-ink-2">{t("ask.text")}</p>
        <div className="grid gap-4">
          {ways.passkey ? (
            <LatePasskeyKey
              actions={{ ask: actions.askPasskeyAgain, answer: actions.allowChangesByPasskey }}
              label={w("passkeyConfirm")}
            />
          ) : null}
          <Form
            action={actions.allowChanges}
            submit={t("allowChanges")}
            variant="primary"
            reload
            className="grid gap-4"
            keysClass="dialog-keys"
            beside={
              <DialogButton dialog={ASK} does="close" variant="ghost">
                {w("cancel")}
              </DialogButton>
            }
          >
            {ways.password ? (
              <PasswordField
                label={t("ask.password")}
                name="password"
                autoComplete="current-password"
                showLabel={w("showPassword")}
                optional={hasFactor || undefined}
              />
            ) : null}
            {hasFactor ? (
              <TextField
                label={t(ways.totp ? "ask.code" : "ask.recovery")}
                hint={ways.totp ? t("ask.codeHint") : undefined}
                name="code"
                maxLength={64}
                autoComplete="one-time-code"
                verbatim
              />
            ) : null}
          </Form>
        </div>
      </Dialog>
    </>
  );
}

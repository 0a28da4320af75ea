import { useTranslations } from "next-intl";
import {
  LateCodeForm,
  LatePasskeyKey,
  LatePasswordField,
  LateTextField,
} from "@/components/account/second-factor/late-forms";
import { Dialog, DialogKey } from "@/components/ui/overlay/dialog";
import type { View } from "@/lib/accounts/sessions/viewer";
import type { ViewActions } from "./view-bar";

/** By what the person may show that it is them, and a sentence for each way in which that fails. */
export interface ViewProof {
  ways: { totp: boolean; passkey: boolean; password: boolean };
  faults: Record<string, string>;
}

interface AllowChangesProps {
  view: View;
  proof: ViewProof;
  actions: Pick<ViewActions, "allowChanges" | "askPasskeyAgain" | "allowChangesByPasskey">;
}

const ASK = "allow-changes";

/** Asks who sits there once more, by password or by second factor, before a customer's hosts can be changed. */
export function AllowChanges({ view, proof: { ways, faults }, actions }: AllowChangesProps) {
  const t = useTranslations("view");
  const hasFactor = ways.totp || ways.passkey;
  return (
    <>
      <DialogKey dialog={ASK} does="show-modal">
        {t("allowChanges")}
      </DialogKey>
      <Dialog id={ASK} title={t("ask.title", { name: view.customerName })}>
        <p className="mt-1 mb-4 text-ink-2">{t("ask.text")}</p>
        <div className="grid gap-4">
          {ways.passkey ? (
            <LatePasskeyKey
              actions={{ ask: actions.askPasskeyAgain, answer: actions.allowChangesByPasskey }}
              label={t("ask.passkey")}
              faults={faults}
            />
          ) : null}
          <LateCodeForm
            action={actions.allowChanges}
            submit={t("allowChanges")}
            faults={faults}
            accent
            beside={
              <DialogKey dialog={ASK} does="close" variant="plain">
                {t("ask.cancel")}
              </DialogKey>
            }
          >
            {ways.password ? (
              <LatePasswordField
                label={t("ask.password")}
                name="password"
                autoComplete="current-password"
                showLabel={t("ask.show")}
                optional={hasFactor || undefined}
              />
            ) : null}
            {hasFactor ? (
              <LateTextField
                label={t(ways.totp ? "ask.code" : "ask.recovery")}
                hint={ways.totp ? t("ask.codeHint") : undefined}
                name="code"
                maxLength={64}
                autoComplete="one-time-code"
                autoCapitalize="none"
                spellCheck={false}
              />
            ) : null}
          </LateCodeForm>
        </div>
      </Dialog>
    </>
  );
}

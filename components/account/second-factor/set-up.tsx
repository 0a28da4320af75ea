"use client";

import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import type { FormAction } from "@/components/ui/action-form";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { SubmitKey } from "@/components/ui/submit-key";
import { TextField } from "@/components/ui/text-field";
import { faultText } from "./fault-text";
import { NewPasskey } from "./new-passkey";
import { RecoveryCodes } from "./recovery-codes";
import { TotpCard, type TotpSetUp } from "./set-up-totp";

export interface SetUpActions {
  startTotp: FormAction;
  confirmTotp: FormAction;
  askNewPasskey: FormAction;
  addPasskey: FormAction;
}

interface SetUpProps {
  /** Said above, until all is set up. */
  intro?: string;
  /** Side by side, where there is room. */
  wide?: true;
  /** An app that waits for its first code. */
  waiting: TotpSetUp | null;
  /** All that had to be set up is; only the way on is left. */
  done: boolean;
  /** An authenticator app is there already. */
  hasTotp: boolean;
  /** Whether this panel's address can have passkeys. */
  passkeys: boolean;
  suggestedName: string;
  /** Where the way on leads, once codes were shown. */
  onwards: string;
  faults: Record<string, string>;
  actions: SetUpActions;
}

/**
 * Adds an authenticator app or a passkey. It stands in the page whatever there is already, since without JavaScript the
 * recovery codes come with the answer to its form.
 */
export function SetUp(props: SetUpProps) {
  const { waiting, hasTotp, passkeys, onwards, faults, actions } = props;
  const t = useTranslations("second-factor");
  const [confirmed, confirm] = useActionState(actions.confirmTotp, null);
  const [made, setMade] = useState<string[] | null>(null);
  const codes = made ?? (confirmed?.ok ? confirmed.codes : null);
  if (codes) {
    return (
      <RecoveryCodes codes={codes}>
        <KeyLink href={onwards} variant="accent" plainLink>
          {t("codes.kept")}
        </KeyLink>
      </RecoveryCodes>
    );
  }
  if (props.done) {
    return (
      <>
        <NoticeLine tone="run">{t("must.done")}</NoticeLine>
        <KeyLink href={onwards} variant="accent" plainLink>
          {t("must.onwards")}
        </KeyLink>
      </>
    );
  }
  const fault = faultText(confirmed, faults);
  return (
    <div className={`grid gap-8 ${props.wide ? "max-w-4xl wide:grid-cols-2" : "max-w-md"}`}>
      {props.intro ? <p className="text-ink-2">{props.intro}</p> : null}
      {hasTotp ? null : (
        <TotpCard waiting={waiting} startTotp={actions.startTotp}>
          <form action={confirm} className="grid w-full gap-4">
            {fault ? (
              <NoticeLine tone="alert" role="alert">
                {fault}
              </NoticeLine>
            ) : null}
            <TextField
              name="code"
              label={t("totp.first")}
              required
              maxLength={16}
              inputMode="numeric"
              autoComplete="one-time-code"
            />
            <div>
              <SubmitKey variant="accent">{t("totp.confirm")}</SubmitKey>
            </div>
          </form>
        </TotpCard>
      )}
      {passkeys ? (
        <section className="grid content-start gap-4">
          <div>
            <h3 className="text-base">{t("passkey.title")}</h3>
            <p className="text-ink-2">{t("passkey.text")}</p>
          </div>
          <NewPasskey
            actions={{ ask: actions.askNewPasskey, answer: actions.addPasskey }}
            suggested={props.suggestedName}
            faults={faults}
            onDone={(result) => setMade(result.ok && result.codes ? result.codes : null)}
          />
        </section>
      ) : null}
    </div>
  );
}

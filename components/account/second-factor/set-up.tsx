"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { FaultLine } from "@/components/ui/form/fault-texts";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import { KeyLink } from "@/components/ui/key-link";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ActionResult } from "@/lib/action-result";
import { RecoveryCodes } from "./recovery-codes";
import { TotpCard, type TotpSetUp } from "./set-up-totp";
import { type NewCodes, type PasskeyActions, usePasskey, usePasskeysHere } from "./use-passkey";

export interface SetUpActions {
  startTotp: FormAction;
  confirmTotp: FormAction<NewCodes>;
  askNewPasskey: PasskeyActions["ask"];
  addPasskey: PasskeyActions["answer"];
}

interface SetUpProps {
  /** Said above, until all is set up. */
  intro?: string;
  /** A part of a page, whose keys are as wide as their words; else it fills a sign-in form. */
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
  actions: SetUpActions;
}

/**
 * Adds an authenticator app or a passkey. It stands in the page whatever there is already, since without JavaScript the
 * recovery codes come with the answer to its form.
 */
export function SetUp(props: SetUpProps) {
  const { waiting, hasTotp, passkeys, onwards, actions } = props;
  const t = useTranslations("second-factor");
  const confirm = useAnswer(actions.confirmTotp);
  const [made, setMade] = useState<string[] | null>(null);
  const codes = made ?? (confirm.result?.ok ? confirm.result.codes : null);
  if (codes) {
    return (
      <RecoveryCodes codes={codes} first>
        <KeyLink href={onwards} variant="accent" plainLink>
          {t("codes.saved")}
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
  return (
    <div className={`grid gap-6 ${props.wide ? "" : "max-w-md"}`}>
      {props.intro ? <p className="text-ink-2">{props.intro}</p> : null}
      {hasTotp ? null : (
        <TotpCard waiting={waiting} startTotp={actions.startTotp} wide={props.wide}>
          <AnswerForm
            answer={confirm}
            submit={t("totp.confirm")}
            variant="accent"
            blames={{ "wrong-code": "code" }}
            className="grid w-full gap-4"
          >
            <TextField
              name="code"
              label={t("totp.code")}
              required
              maxLength={16}
              inputMode="numeric"
              autoComplete="one-time-code"
            />
          </AnswerForm>
        </TotpCard>
      )}
      {passkeys ? (
        <section className={`grid gap-4 ${hasTotp ? "" : "border-line border-t pt-6"}`}>
          <div>
            <h3 className="text-base">{t("passkey.title")}</h3>
            <p className="text-ink-2">{t("passkey.text")}</p>
          </div>
          <NewPasskey
            actions={{ ask: actions.askNewPasskey, answer: actions.addPasskey }}
            suggested={props.suggestedName}
            wide={props.wide}
            onDone={(result) => setMade(result.ok && result.codes ? result.codes : null)}
          />
        </section>
      ) : null}
    </div>
  );
}

interface NewPasskeyProps {
  actions: PasskeyActions;
  /** What this browser is called until the person says otherwise. */
  suggested: string;
  /** As in `SetUp`. */
  wide: true | undefined;
  onDone: (result: ActionResult<NewCodes>) => void;
}

/** Names and makes a passkey on this device, or on a key that is plugged in. */
function NewPasskey({ actions, suggested, wide, onDone }: NewPasskeyProps) {
  const t = useTranslations("second-factor.passkey");
  const round = usePasskey("make", actions, onDone);
  const here = usePasskeysHere();
  if (!here) {
    return here === null ? null : <p className="text-ink-2">{t("notHere")}</p>;
  }
  return (
    <AnswerForm
      answer={{ ...round, run: (form) => round.run({ name: String(form.get("name")).trim() || suggested }) }}
      quiet
      className={`grid items-end gap-4 ${wide ? "desk:grid-cols-[minmax(0,1fr)_auto]" : ""}`}
    >
      <FaultLine result={round.result} className="col-span-full" />
      <TextField name="name" label={t("name")} defaultValue={suggested} maxLength={60} autoComplete="off" />
      <div>
        <SubmitKey icon="passkey" className={wide ? "min-h-11" : "min-h-12 w-full"}>
          {t("add")}
        </SubmitKey>
      </div>
    </AnswerForm>
  );
}

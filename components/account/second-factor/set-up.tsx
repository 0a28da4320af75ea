"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { useAnswer } from "@/components/ui/form/answer";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { NoticeLine } from "@/components/ui/notice-line";
import { NewPasskey, TotpForm } from "./new-factor";
import { RecoveryCodes } from "./recovery-codes";
import type { SetUpActions, SetUpView } from "./set-up-view";

interface SetUpProps extends SetUpView {
  /** Said above, until all is set up. */
  intro: string;
  /** All that had to be set up is; only the way on is left. */
  done: boolean;
  /** Where the way on leads, once codes were shown. */
  onwards: string;
  actions: SetUpActions;
}

/**
 * The first authenticator app or passkey of who must have one. It stands in the page whatever there is already, since
 * without JavaScript the recovery codes come with the answer to its form.
 */
export function SetUp({ intro, done, waiting, passkeys, suggestedName, onwards, actions }: SetUpProps) {
  const t = useTranslations("second-factor");
  const confirm = useAnswer(actions.confirmTotp);
  const [made, setMade] = useState<string[] | null>(null);
  const codes = made ?? (confirm.result?.ok ? confirm.result.codes : null);
  if (codes) {
    return (
      <>
        <h2>{t("codes.title")}</h2>
        <RecoveryCodes codes={codes} first>
          <ButtonLink href={onwards} variant="primary" plainLink>
            {t("codes.saved")}
          </ButtonLink>
        </RecoveryCodes>
      </>
    );
  }
  if (done) {
    return (
      <>
        <NoticeLine tone="run">{t("must.done")}</NoticeLine>
        <ButtonLink href={onwards} variant="primary" plainLink>
          {t("must.onwards")}
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <p className="-mt-2 text-ink-2">{intro}</p>
      {waiting ? (
        <TotpForm waiting={waiting} answer={confirm} />
      ) : (
        <Form action={actions.startTotp}>
          <SubmitButton variant="primary" icon="phone" className="w-full">
            {t("totp.start")}
          </SubmitButton>
        </Form>
      )}
      {passkeys ? (
        <NewPasskey
          actions={{ ask: actions.askNewPasskey, answer: actions.addPasskey }}
          suggested={suggestedName}
          onDone={(result) => setMade(result.ok && result.codes ? result.codes : null)}
        />
      ) : null}
    </>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useActionState, useState } from "react";
import type { FormAction } from "@/components/ui/form/action-form";
import { faultText } from "@/components/ui/form/fault-text";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import { Key } from "@/components/ui/key";
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
  const fault = faultText(confirmed, faults);
  return (
    <div className={`grid gap-6 ${props.wide ? "" : "max-w-md"}`}>
      {props.intro ? <p className="text-ink-2">{props.intro}</p> : null}
      {hasTotp ? null : (
        <TotpCard waiting={waiting} startTotp={actions.startTotp} faults={faults} wide={props.wide}>
          <form action={confirm} className="grid w-full gap-4">
            {fault ? (
              <NoticeLine tone="alert" role="alert">
                {fault}
              </NoticeLine>
            ) : null}
            <TextField
              name="code"
              label={t("totp.code")}
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
        <section className={`grid gap-4 ${hasTotp ? "" : "border-line border-t pt-6"}`}>
          <div>
            <h3 className="text-base">{t("passkey.title")}</h3>
            <p className="text-ink-2">{t("passkey.text")}</p>
          </div>
          <NewPasskey
            actions={{ ask: actions.askNewPasskey, answer: actions.addPasskey }}
            suggested={props.suggestedName}
            wide={props.wide}
            faults={faults}
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
  faults: Record<string, string>;
  onDone: (result: ActionResult<NewCodes>) => void;
}

/** Names and makes a passkey on this device, or on a key that is plugged in. */
function NewPasskey({ actions, suggested, wide, faults, onDone }: NewPasskeyProps) {
  const t = useTranslations("second-factor.passkey");
  const { result, pending, run } = usePasskey("make", actions, onDone);
  const here = usePasskeysHere();
  const fault = faultText(result, faults);
  if (!here) {
    return here === null ? null : <p className="text-ink-2">{t("notHere")}</p>;
  }
  return (
    <form
      className={`grid items-end gap-4 ${wide ? "desk:grid-cols-[minmax(0,1fr)_auto]" : ""}`}
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
        if (!pending) {
          run({ name: name || suggested });
        }
      }}
    >
      {fault ? (
        <NoticeLine tone="alert" role="alert" className="col-span-full">
          {fault}
        </NoticeLine>
      ) : null}
      <TextField name="name" label={t("name")} defaultValue={suggested} maxLength={60} autoComplete="off" />
      <div>
        <Key
          type="submit"
          icon="passkey"
          className={wide ? "min-h-11" : "min-h-12 w-full"}
          aria-disabled={pending || undefined}
          aria-busy={pending || undefined}
        >
          {t("add")}
        </Key>
      </div>
    </form>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { OwnTime } from "@/components/account/own-time";
import { SettingRow } from "@/components/ui/card";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { AnswerForm, Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import { closeDialog, Dialog, DialogButton } from "@/components/ui/overlay/dialog";
import type { Factors } from "@/lib/accounts/second-factor/factors";
import { NewPasskey, TotpForm } from "./new-factor";
import { RecoveryCodes } from "./recovery-codes";
import type { SetUpActions, SetUpView } from "./set-up-view";
import { usePasskeysHere } from "./use-passkey";

interface FactorRowsProps {
  factors: Factors;
  /** The account's own time zone. */
  zone: string | null;
  setUp: SetUpView;
  actions: SetUpActions & {
    removeTotp: FormAction;
    removePasskey: FormAction;
    newRecoveryCodes: FormAction<{ codes: string[] }>;
  };
}

const APP = "authenticator-app";
const PASSKEY = "new-passkey";
const CODES = "recovery-codes";

/** A person's own second factors: what there is, what can be added, and the codes that stand for them. */
export function FactorRows({ factors, zone, setUp, actions }: FactorRowsProps) {
  const w = useTranslations("words");
  const t = useTranslations("second-factor");
  const confirm = useAnswer(actions.confirmTotp);
  const renew = useAnswer(actions.newRecoveryCodes);
  const [made, setMade] = useState<string[] | null>(null);
  const first = made ?? (confirm.result?.ok ? confirm.result.codes : null);
  const codes = first ?? (renew.result?.ok ? renew.result.codes : null);
  const { totpSince, passkeys } = factors;
  const last = (totpSince ? 1 : 0) + passkeys.length === 1;
  const here = usePasskeysHere();
  const since = (iso: string) => t.rich("list.since", { time: () => <OwnTime iso={iso} zone={zone} day /> });
  return (
    <>
      <SettingRow
        lead={<Icon name="phone" />}
        label={w("authenticatorApp")}
        text={totpSince ? since(totpSince) : w("notSetUp")}
        control={
          totpSince ? (
            <Remove name={w("authenticatorApp")} last={last} action={actions.removeTotp} />
          ) : (
            <AddApp setUp={setUp} start={actions.startTotp} confirm={confirm} closed={codes !== null} />
          )
        }
      />
      {passkeys.map((one) => (
        <SettingRow
          key={one.id}
          lead={<Icon name="passkey" />}
          label={`${w("passkey")} · ${one.name}`}
          text={since(one.createdAt)}
          value={
            one.lastUsedAt
              ? w.rich("lastUsed", {
                  time: () => <OwnTime iso={one.lastUsedAt ?? ""} zone={zone} brief />,
                })
              : undefined
          }
          control={
            <Remove
              name={`${w("passkey")} · ${one.name}`}
              last={last}
              action={actions.removePasskey}
              hidden={{ passkey: one.id }}
            />
          }
        />
      ))}
      {setUp.passkeys && here ? (
        <SettingRow
          lead={<Icon name="passkey" />}
          label={passkeys.length > 0 ? t("passkey.another") : w("passkey")}
          text={passkeys.length > 0 ? undefined : w("notSetUp")}
          control={
            <>
              <DialogButton dialog={PASSKEY} does="show-modal">
                {t("passkey.add")}
              </DialogButton>
              <Dialog id={PASSKEY} title={t("passkey.add")}>
                <p className="mt-1 mb-4 text-ink-2">{t("passkey.text")}</p>
                <NewPasskey
                  actions={{ ask: actions.askNewPasskey, answer: actions.addPasskey }}
                  suggested={setUp.suggestedName}
                  onDone={(result) => {
                    closeDialog(PASSKEY);
                    setMade(result.ok && result.codes ? result.codes : null);
                  }}
                />
              </Dialog>
            </>
          }
        />
      ) : null}
      {totpSince || passkeys.length > 0 ? (
        <SettingRow
          lead={<Icon name="key" />}
          label={t("codes.name")}
          text={t("codes.remaining", { count: factors.recoveryCodesLeft })}
          control={
            <AnswerForm answer={renew}>
              <SubmitButton>{t("codes.renew")}</SubmitButton>
            </AnswerForm>
          }
        />
      ) : null}
      {codes ? (
        <Dialog id={CODES} title={t("codes.title")} openOnMount onClose={() => window.location.reload()}>
          <RecoveryCodes codes={codes} first={first !== null}>
            <DialogButton dialog={CODES} does="close" variant="primary">
              {t("codes.saved")}
            </DialogButton>
          </RecoveryCodes>
        </Dialog>
      ) : null}
    </>
  );
}

interface AddAppProps {
  setUp: SetUpView;
  start: FormAction;
  confirm: Parameters<typeof TotpForm>[0]["answer"];
  /** Its codes are shown. */
  closed: boolean;
}

/** First the wish, then the secret and its first code, in a dialog. */
function AddApp({ setUp: { waiting }, start, confirm, closed }: AddAppProps) {
  const t = useTranslations("second-factor.totp");
  const begin = useAnswer(start);
  if (!waiting) {
    return (
      <AnswerForm answer={begin}>
        <SubmitButton>{t("start")}</SubmitButton>
      </AnswerForm>
    );
  }
  return (
    <>
      <DialogButton dialog={APP} does="show-modal">
        {t("start")}
      </DialogButton>
      {closed ? null : (
        <Dialog id={APP} title={t("start")} openOnMount={begin.result?.ok || confirm.result?.ok === false}>
          <p className="mt-1 mb-4 text-ink-2">{t("scan")}</p>
          <TotpForm waiting={waiting} answer={confirm} />
        </Dialog>
      )}
    </>
  );
}

interface RemoveProps {
  name: string;
  /** The account has no other second factor. */
  last: boolean;
  action: FormAction;
  hidden?: Record<string, string>;
}

function Remove({ name, last, action, hidden }: RemoveProps) {
  const w = useTranslations("words");
  const t = useTranslations("second-factor.list");
  const remove = w("removeEntry");
  return (
    <Form
      action={action}
      hidden={hidden}
      className="grid justify-items-end gap-2"
      submit={last ? remove : undefined}
      question={
        last
          ? {
              title: t("removeNamed", { name }),
              text: t("onlyOne"),
              danger: true,
            }
          : undefined
      }
    >
      {last ? null : <SubmitButton aria-label={t("removeNamed", { name })}>{remove}</SubmitButton>}
    </Form>
  );
}

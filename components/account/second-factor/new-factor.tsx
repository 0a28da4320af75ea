import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import type { FormAnswer } from "@/components/ui/form/answer";
import { FaultLine } from "@/components/ui/form/fault-texts";
import { AnswerForm } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import type { ActionResult } from "@/lib/action-result";
import type { TotpSetUp } from "./set-up-view";
import { type NewCodes, type PasskeyActions, usePasskey, usePasskeysHere } from "./use-passkey";

/** The secret of an authenticator app, and the form for its first code. */
export function TotpForm({ waiting, answer }: { waiting: TotpSetUp; answer: FormAnswer<NewCodes> }) {
  const t = useTranslations("second-factor.totp");
  const secret = waiting.secret.replace(/(.{4})(?=.)/g, "$1 ");
  return (
    <div className="flex gap-5 max-md:flex-col md:items-center">
      {/* Dark on white in either theme: apps read it so. */}
      <svg
        viewBox={`0 0 ${waiting.qr.size} ${waiting.qr.size}`}
        className="size-40 shrink-0 rounded-md border border-line bg-white max-md:mx-auto"
        role="img"
        aria-label={t("qr")}
        shapeRendering="crispEdges"
      >
        <path d={waiting.qr.path} fill="#000" />
      </svg>
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <AnswerForm
          answer={answer}
          submit={t("confirm")}
          variant="primary"
          blames={{ "wrong-code": "code" }}
          className="grid gap-4"
        >
          <TextField
            name="code"
            label={t("code")}
            required
            maxLength={16}
            inputMode="numeric"
            autoComplete="one-time-code"
          />
        </AnswerForm>
        <p className="text-12 text-ink-3">
          {t("type")}{" "}
          <code className="text-ink" data-totp-secret>
            {secret}
          </code>
          <CopyButton value={secret} label={t("copyLabel")} />
        </p>
      </div>
    </div>
  );
}

interface NewPasskeyProps {
  actions: PasskeyActions;
  /** What this browser is called until the person says otherwise. */
  suggested: string;
  onDone: (result: ActionResult<NewCodes>) => void;
}

/** Names and makes a passkey on this device, or on a key that is plugged in. */
export function NewPasskey({ actions, suggested, onDone }: NewPasskeyProps) {
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
      submit={t("add")}
      icon="passkey"
      submitClass="w-full"
      className="grid gap-4"
    >
      <FaultLine result={round.result} />
      <TextField name="name" label={t("name")} defaultValue={suggested} maxLength={60} autoComplete="off" />
    </AnswerForm>
  );
}

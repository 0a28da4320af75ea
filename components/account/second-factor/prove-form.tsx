"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { PasswordField } from "@/components/ui/form/password-field";
import { TextField } from "@/components/ui/form/text-field";
import { PasskeyKey } from "./passkey-key";

export interface ProveActions {
  proveAgain: FormAction;
  askPasskeyAgain: FormAction;
  proveByPasskey: FormAction;
}

export interface ProveFormProps {
  /** By what this account shows that it is its owner. */
  ways: { totp: boolean; passkey: boolean; recovery: boolean; password: boolean; provider: string | null };
  actions: ProveActions;
  /** After success; without it the page is loaded anew. */
  onDone?: () => void;
}

/** Asks once more who it is: by second factor, or by password where there is none. */
export function ProveForm({ ways, actions, onDone }: ProveFormProps) {
  const w = useTranslations("words");
  const t = useTranslations("second-factor.prove");
  const step = useTranslations("second-factor.step");
  const path = usePathname();
  const hasText = ways.password || ways.totp || ways.recovery;
  return (
    <div className="grid gap-4">
      {ways.passkey ? (
        <PasskeyKey
          actions={{ ask: actions.askPasskeyAgain, answer: actions.proveByPasskey }}
          label={w("passkeyConfirm")}
          accent={!ways.totp}
          onDone={onDone}
        />
      ) : null}
      {ways.provider ? (
        <ButtonLink
          href={`/sign-in/provider?for=prove&next=${encodeURIComponent(path)}`}
          variant={hasText ? "default" : "primary"}
          className="w-full"
          plainLink
        >
          {t("provider", { name: ways.provider })}
        </ButtonLink>
      ) : null}
      {hasText || !ways.provider ? (
        <Form
          action={actions.proveAgain}
          submit={t("submit")}
          variant={!ways.passkey || ways.totp ? "primary" : "default"}
          submitClass={onDone && "w-full"}
          className="grid gap-4"
          blames={{ "wrong-code": "proof", "wrong-password": "proof" }}
          onDone={onDone}
          reload={!onDone}
        >
          {ways.password ? (
            <PasswordField
              label={t("password")}
              name="proof"
              autoComplete="current-password"
              showLabel={w("showPassword")}
            />
          ) : (
            <TextField
              label={ways.totp ? step("code") : step("recovery")}
              hint={ways.totp && ways.recovery ? t("codeHint") : undefined}
              name="proof"
              required
              maxLength={64}
              autoComplete="one-time-code"
              verbatim
            />
          )}
        </Form>
      ) : null}
    </div>
  );
}

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { PasswordField, UsernameField } from "@/components/ui/form/password-field";
import { Icon } from "@/components/ui/icon";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { AskAgainRow } from "./ask-again-row";
import { FactorRows } from "./factor-rows";

interface PasswordRowsProps extends ComponentProps<typeof FactorRows> {
  /** Whose password it is, for a browser that keeps it. */
  username: string;
  /** Characters. */
  shortest: number;
  hasTokens: boolean;
  askAgain: boolean;
  changePassword: FormAction;
  setAskAgain: FormAction;
}

/** How a person shows who they are: at the sign-in, and before something is lost for good. */
export function PasswordRows({
  username,
  shortest,
  hasTokens,
  askAgain,
  changePassword,
  setAskAgain,
  ...factors
}: PasswordRowsProps) {
  const w = useTranslations("words");
  const t = useTranslations("account.password");
  const part = useTranslations("account.part");
  const prove = useTranslations("second-factor.prove");
  const isOn = factors.factors.totpSince !== null || factors.factors.passkeys.length > 0;
  return (
    <Section id="password" title={part("password")}>
      <Rows>
        <SettingRow
          lead={<Icon name="padlock" />}
          label={w("password")}
          control={
            <FormDialog
              id="change-password"
              deed={t("submit")}
              text={hasTokens ? t("revokesTokens") : undefined}
              action={changePassword}
              done={t("done")}
              notes={{ "rstack-unconfirmed": t("rstackUnconfirmed") }}
              blames={{ "wrong-password": "current" }}
            >
              <UsernameField value={username} />
              <PasswordField
                label={t("current")}
                name="current"
                autoComplete="current-password"
                showLabel={t("showField", { field: t("current") })}
              />
              <PasswordField
                label={w("newPassword")}
                name="next"
                autoComplete="new-password"
                showLabel={t("showField", { field: w("newPassword") })}
                hint={t("hint", { count: shortest })}
              />
            </FormDialog>
          }
        />
        <FactorRows {...factors} />
        <AskAgainRow askAgain={askAgain} isOn={isOn} action={setAskAgain} />
        {/* With JavaScript a refusal opens it. */}
        <noscript>
          <SettingRow
            label={prove("title")}
            control={
              <DialogButton dialog="prove-again" does="show-modal">
                {prove("submit")}
              </DialogButton>
            }
          />
        </noscript>
      </Rows>
    </Section>
  );
}

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { OwnTime } from "@/components/account/own-time";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { PasswordField, UsernameField } from "@/components/ui/form/password-field";
import { Icon } from "@/components/ui/icon";
import { NoticeLine } from "@/components/ui/notice-line";
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
  /** The sign-in by the OpenID provider; null where there is none. */
  provider: ProviderTie | null;
}

/** By its name, what came of connecting it just now, since when the account is connected, and whether that is the person's own to change. */
export interface ProviderTie {
  name: string;
  came: string | undefined;
  since: string | null;
  isOwn: boolean;
  connect: FormAction;
  disconnect: FormAction;
}

/** How a person shows who they are: at the sign-in, and before something is lost for good. */
export function PasswordRows({
  username,
  shortest,
  hasTokens,
  askAgain,
  changePassword,
  setAskAgain,
  provider,
  ...factors
}: PasswordRowsProps) {
  const w = useTranslations("words");
  const t = useTranslations("account.password");
  const part = useTranslations("account.part");
  const prove = useTranslations("second-factor.prove");
  return (
    <Section id="password" title={part("password")}>
      {provider ? <Came {...provider} /> : null}
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
        {provider ? <ProviderRow {...provider} zone={factors.zone} /> : null}
        <FactorRows {...factors} />
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
        <AskAgainRow askAgain={askAgain} action={setAskAgain} />
      </Rows>
    </Section>
  );
}

const CAME = ["connected", "failed", "taken", "has-one", "not-allowed", "down", "busy"] as const;

function Came({ name, came }: ProviderTie) {
  const t = useTranslations("second-factor.provider.came");
  const known = CAME.find((each) => each === came);
  return known ? (
    <NoticeLine tone={known === "connected" ? "run" : "alert"} role="alert" className="mb-3">
      {t(known, { name })}
    </NoticeLine>
  ) : null;
}

function ProviderRow({
  name,
  since,
  isOwn,
  connect,
  disconnect,
  zone,
}: ProviderTie & { zone: string | null }) {
  const t = useTranslations("second-factor.provider");
  return (
    <SettingRow
      lead={<Icon name="person" />}
      label={t("row", { name })}
      text={
        since
          ? t.rich("since", { time: () => <OwnTime iso={since} zone={zone} brief /> })
          : t(isOwn ? "none" : "byAdmin")
      }
      control={
        isOwn ? (
          <Form
            action={since ? disconnect : connect}
            leaveTo={since ? undefined : "/sign-in/provider?for=tie"}
            submit={t(since ? "disconnect" : "connect")}
          />
        ) : null
      }
    />
  );
}

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import { Secret } from "@/components/ui/secret";
import type { CustomerAccount } from "@/lib/fleet/customers/customer-page";
import { AskedForm } from "../asked-form";
import "@/components/ui/well.css";

interface PanelAccountCardProps {
  userId: string;
  accounts: CustomerAccount[];
  /** What a new account would be made of. */
  suggested: { username: string; email: string };
  zone: string | null;
  mayChange: boolean;
  faults: Record<string, string>;
  /** How a link gets to the customer. */
  linkKeys: ReactNode;
  actions: {
    makePanelAccount: FormAction;
    setPanelAccountDisabled: FormAction;
    endPanelSessions: FormAction;
    resetSecondFactor: FormAction;
  };
}

/** How the customer gets into the panel. */
export function PanelAccountCard({
  userId,
  accounts,
  suggested,
  faults,
  actions,
  ...of
}: PanelAccountCardProps) {
  const t = useTranslations("customers.account");
  // An account of an earlier holder of the number is nobody's way in now.
  const isNone = accounts.every(({ account }) => account.formerAt !== null);
  return (
    <>
      <FormSection title={t("title")} text={t("titleText")}>
        {accounts.length > 0 ? (
          <div className="ruled grid gap-4">
            {accounts.map((one) => (
              <Account key={one.account.id} userId={userId} one={one} actions={actions} {...of} />
            ))}
          </div>
        ) : null}
        {isNone ? <p className="text-ink-2">{t("none")}</p> : null}
      </FormSection>
      {isNone && of.mayChange ? (
        <FormSection title={t("create")} text={t("createText")}>
          <FieldsForm
            action={actions.makePanelAccount}
            submit={t("create")}
            done={t("created")}
            faults={faults}
            variant="accent"
            className="grid gap-4"
          >
            <input type="hidden" name="userId" value={userId} />
            <FieldGrid>
              <TextField
                name="username"
                label={t("username")}
                defaultValue={suggested.username}
                required
                maxLength={64}
              />
              <TextField
                name="email"
                type="email"
                label={t("email")}
                defaultValue={suggested.email}
                maxLength={254}
              />
            </FieldGrid>
          </FieldsForm>
        </FormSection>
      ) : null}
      <FormSection title={t("links")} text={t("linksText")}>
        {of.linkKeys}
      </FormSection>
    </>
  );
}

type AccountProps = Pick<PanelAccountCardProps, "userId" | "zone" | "mayChange" | "actions"> & {
  one: CustomerAccount;
};

function Account({ userId, one, zone, mayChange, actions }: AccountProps) {
  const { account, sessions, lastUsedAt, hasSecondFactor } = one;
  const t = useTranslations("customers.account");
  const factor = useTranslations("second-factor.staff");
  const shell = useTranslations("shell");
  const errors = useTranslations("errors.action");
  const failed = shell("failed");
  const stateOf = ({ formerAt, disabledAt, rstackStatus }: typeof account) =>
    formerAt ? t("former") : disabledAt ? t("isDisabled") : t(`standing.${rstackStatus}`);
  const ids = (
    <>
      <input type="hidden" name="userId" value={userId} />
      <input type="hidden" name="accountId" value={account.id} />
    </>
  );
  return (
    <div>
      <dl className="pairs mb-3">
        <div>
          <dt>{t("username")}</dt>
          <dd>
            <Secret>{account.username}</Secret>
          </dd>
        </div>
        {account.email ? (
          <div>
            <dt>{t("email")}</dt>
            <dd>{account.email}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t("state")}</dt>
          <dd>
            {stateOf(account)}
            {account.hasPassword ? null : <small> {t("noPassword")}</small>}
          </dd>
        </div>
        <div>
          <dt>{factor("state")}</dt>
          <dd>{hasSecondFactor ? factor("on") : factor("none")}</dd>
        </div>
        <div>
          <dt>{t("lastSeen")}</dt>
          <dd>{lastUsedAt ? <OwnTime iso={lastUsedAt} zone={zone} /> : t("never")}</dd>
        </div>
      </dl>
      <div className="flex flex-wrap gap-3">
        {sessions > 0 ? (
          <ActionForm action={actions.endPanelSessions} failed={failed} reload>
            {ids}
            <SubmitKey>{t("endSessions", { count: sessions })}</SubmitKey>
          </ActionForm>
        ) : null}
        {mayChange && hasSecondFactor ? (
          <AskedForm action={actions.resetSecondFactor} asked={errors("prove-again")} failed={failed} reload>
            {ids}
            <SubmitKey>{factor("reset")}</SubmitKey>
          </AskedForm>
        ) : null}
        {mayChange ? (
          <ActionForm action={actions.setPanelAccountDisabled} failed={failed} reload>
            {ids}
            <input type="hidden" name="disabled" value={account.disabledAt ? "0" : "1"} />
            <SubmitKey>{account.disabledAt ? t("enable") : t("disable")}</SubmitKey>
          </ActionForm>
        ) : null}
      </div>
    </div>
  );
}

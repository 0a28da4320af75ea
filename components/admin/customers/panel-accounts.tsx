import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { Rows, Section } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { FormDialog } from "@/components/ui/form/form-dialog";
import { FieldGrid } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { StateDot } from "@/components/ui/state";
import type { CustomerAccount } from "@/lib/fleet/customers/customer-page";
import { customerHref } from "../customer-link";
import { AccountMenu } from "./account-menu";
import { EntryLink, type LinkActions } from "./entry-link";

export interface PanelAccountsProps {
  userId: string;
  accounts: CustomerAccount[];
  /** What a new account would be made of. */
  suggested: { username: string; email: string };
  zone: string | null;
  mayChange: boolean;
  /** Of the accounts whose password a link can set; none: a link invites. */
  linksFor: readonly string[];
  links: LinkActions;
  actions: {
    makePanelAccount: FormAction;
    setPanelAccountDisabled: FormAction;
    endPanelSessions: FormAction;
    resetSecondFactor: FormAction;
  };
}

/** How the customer gets into the panel. */
export function PanelAccounts({ userId, accounts, suggested, links, linksFor, ...of }: PanelAccountsProps) {
  const w = useTranslations("words");
  const t = useTranslations("customers.account");
  // An account of an earlier holder of the number is nobody's way in now.
  const isNone = accounts.every(({ account }) => account.formerAt !== null);
  return (
    <Section
      id="accounts"
      title={w("panelAccounts")}
      action={
        <span className="flex items-center gap-2">
          {isNone && of.mayChange ? (
            <FormDialog
              id="create-account"
              deed={t("create")}
              text={t("createText")}
              opens={{ icon: "plus", shown: w("createAccount"), variant: "ghost" }}
              action={of.actions.makePanelAccount}
              hidden={{ userId }}
              leaveTo={`${customerHref(userId)}/settings`}
            >
              <FieldGrid>
                <TextField
                  name="username"
                  label={w("username")}
                  defaultValue={suggested.username}
                  required
                  maxLength={64}
                />
                <TextField
                  name="email"
                  type="email"
                  label={w("email")}
                  defaultValue={suggested.email}
                  maxLength={254}
                />
              </FieldGrid>
            </FormDialog>
          ) : null}
          {linksFor.length === 0 ? <EntryLink userId={userId} account={null} {...links} /> : null}
        </span>
      }
    >
      <Rows>
        {accounts.length === 0 ? <p className="px-4 py-3 text-13 text-ink-2 md:px-5">{t("none")}</p> : null}
        {accounts.map((one) => (
          <div
            key={one.account.id}
            className="flex min-h-15 items-center gap-3 px-4 py-2.5 md:px-5"
            data-account={one.account.username}
          >
            <AccountWords of={one} zone={of.zone} />
            <span className="flex shrink-0 items-center gap-1">
              {linksFor.includes(one.account.id) ? (
                <EntryLink userId={userId} account={one.account} {...links} />
              ) : null}
              <AccountDeeds userId={userId} of={one} mayChange={of.mayChange} actions={of.actions} />
            </span>
          </div>
        ))}
      </Rows>
    </Section>
  );
}

/** Who it is, whether it can sign in and how, and when it last did. */
function AccountWords({ of, zone }: { of: CustomerAccount; zone: string | null }) {
  const w = useTranslations("words");
  const t = useTranslations("customers.account");
  const customers = useTranslations("customers");
  const { account, hasSecondFactor, sessions, lastUsedAt } = of;
  const { formerAt, disabledAt, rstackStatus } = account;
  const wrong = formerAt ? t("former") : disabledAt ? w("disabled") : null;
  const standing = wrong ?? (rstackStatus === "active" ? null : t(`standing.${rstackStatus}`));
  const wayIn = hasSecondFactor ? t("twoFactor") : account.hasPassword ? w("passwordOnly") : t("noPassword");
  const facts = [
    account.email,
    of.linkedTo ? t("linkedTo", { name: of.linkedTo }) : wayIn,
    sessions > 0 ? t("openSessions", { count: sessions }) : null,
  ];
  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="flex items-center gap-2 font-medium">
        <span className="truncate">{account.username}</span>
        {standing ? (
          <span className="flex items-center gap-1.5 font-normal text-13 text-ink-2">
            <StateDot sign={wrong ? "suspended" : "attention"} />
            {standing}
          </span>
        ) : null}
      </span>
      <span className="text-13 text-ink-2 wrap-anywhere">
        {facts.filter(Boolean).join(" · ")}
        {" · "}
        {lastUsedAt
          ? customers.rich("seen", { time: () => <OwnTime iso={lastUsedAt} zone={zone} brief /> })
          : customers("neverSeen")}
      </span>
      {formerAt ? <span className="text-13 text-ink-3">{t("formerWhy")}</span> : null}
    </span>
  );
}

interface AccountDeedsProps extends Pick<PanelAccountsProps, "userId" | "mayChange" | "actions"> {
  of: CustomerAccount;
}

function AccountDeeds({ userId, of, mayChange, actions }: AccountDeedsProps) {
  const { account, sessions, hasSecondFactor } = of;
  const w = useTranslations("words");
  const t = useTranslations("customers.account");
  const staff = useTranslations("staff");
  return sessions > 0 || mayChange ? (
    <AccountMenu
      label={w("actionsFor", { name: account.username })}
      about={{ userId, accountId: account.id }}
      endSessions={
        sessions > 0
          ? { action: actions.endPanelSessions, label: t("endSessions", { count: sessions }) }
          : null
      }
      resetFactor={
        mayChange && hasSecondFactor ? { action: actions.resetSecondFactor, label: staff("reset.key") } : null
      }
      setDisabled={
        mayChange
          ? {
              action: actions.setPanelAccountDisabled,
              label: account.disabledAt ? t("enable") : t("disable"),
              disabled: account.disabledAt !== null,
            }
          : null
      }
    />
  ) : null;
}

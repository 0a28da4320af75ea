import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import type { HostLook } from "@/components/hosts/host-look";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { FieldGrid, FormSection } from "@/components/ui/form/form-section";
import { TextField } from "@/components/ui/form/text-field";
import { ListTable } from "@/components/ui/list/list-table";
import { TableCard } from "@/components/ui/list/table-card";
import { Mark } from "@/components/ui/mark";
import type { CustomerAccount } from "@/lib/fleet/customers/customer-page";
import { customerHref } from "../customer-link";
import { AccountActions } from "./account-actions";
import "../edit-values.css";
import "../lists/list-keys.css";

interface PanelAccountCardProps {
  userId: string;
  accounts: CustomerAccount[];
  /** What a new account would be made of. */
  suggested: { username: string; email: string };
  zone: string | null;
  mayChange: boolean;
  /** Whose passwords a link can set; none: it invites to make an account. */
  linksFor: { username: string }[];
  /** How long it works. */
  linkHours: number;
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
export function PanelAccountCard({ userId, accounts, suggested, actions, ...of }: PanelAccountCardProps) {
  const t = useTranslations("customers.account");
  // An account of an earlier holder of the number is nobody's way in now.
  const isNone = accounts.every(({ account }) => account.formerAt !== null);
  const [linkFor, another] = of.linksFor;
  return (
    <>
      {accounts.length > 0 ? (
        <TableCard title={t("title")}>
          <AccountTable userId={userId} accounts={accounts} actions={actions} {...of} />
        </TableCard>
      ) : null}
      <FormSection
        title={t(linkFor ? "resetLink" : "invitation")}
        text={
          !linkFor
            ? t("linksInvite", { hours: of.linkHours })
            : another
              ? t("linksResetChosen", { hours: of.linkHours })
              : t.rich("linksReset", {
                  account: () => linkFor.username,
                  hours: of.linkHours,
                })
        }
      >
        {of.linkKeys}
      </FormSection>
      {isNone && of.mayChange ? (
        <FormSection title={t("create")} text={t("createText")}>
          <div className="edit-keys">
            <Disclosure title={t("openCreate")} asButton={{ variant: "default", icon: "plus" }}>
              <Form
                action={actions.makePanelAccount}
                submit={t("create")}
                leaveTo={`${customerHref(userId)}/access`}
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
              </Form>
            </Disclosure>
          </div>
        </FormSection>
      ) : null}
    </>
  );
}

type Accounts = Pick<PanelAccountCardProps, "userId" | "accounts" | "zone" | "mayChange" | "actions">;

/** A row an account: how it stands, and what can be done to it. */
function AccountTable({ userId, accounts, zone, mayChange, actions }: Accounts) {
  const t = useTranslations("customers.account");
  const factor = useTranslations("second-factor.staff");
  const stateOf = ({ formerAt, disabledAt, rstackStatus }: CustomerAccount["account"]) =>
    formerAt ? t("former") : disabledAt ? t("isDisabled") : t(`standing.${rstackStatus}`);
  return (
    <ListTable
      wide
      keysLast
      label={t("title")}
      columns={[
        { name: t("username"), phone: "left" },
        { name: t("state"), phone: "right" },
        { name: t("twoFactorColumn"), phone: "line" },
        { name: t("sessionsColumn") },
        { name: t("lastSeen") },
        { name: t("actions"), phone: "right" },
      ]}
      rows={accounts.map(({ account, sessions, lastUsedAt, hasSecondFactor }) => ({
        key: account.id,
        cells: [
          <span key="name">
            <b>{account.username}</b>
            {account.email ? <small className="block">{account.email}</small> : null}
            {account.formerAt ? <small className="block">{t("formerWhy")}</small> : null}
          </span>,
          <Mark
            key="state"
            {...lookOf(account)}
            word={stateOf(account)}
            note={account.hasPassword ? null : t("noPassword")}
          />,
          <span key="factor" className={hasSecondFactor ? undefined : "text-ink-2"}>
            {hasSecondFactor ? (
              <>
                <span className="desk-text">
                  <Mark tone="run" shape="check" word={t("twoFactorOn")} />
                </span>
                <span className="phone-text">{t("twoFactor")}</span>
              </>
            ) : account.hasPassword ? (
              <>
                <span className="desk-text">{t("twoFactorOff")}</span>
                <span className="phone-text">{factor("none")}</span>
              </>
            ) : (
              <span className="desk-text">–</span>
            )}
            {/* The two columns that a phone doesn't have. */}
            <span className="phone-text text-ink-2 text-12">
              {hasSecondFactor || account.hasPassword ? " · " : null}
              {t("openSessions", { count: sessions })}
              {" · "}
              {lastUsedAt
                ? t.rich("seen", { time: () => <OwnTime iso={lastUsedAt} zone={zone} brief /> })
                : t("neverSeen")}
            </span>
          </span>,
          sessions,
          <span key="seen">{lastUsedAt ? <OwnTime iso={lastUsedAt} zone={zone} brief /> : t("never")}</span>,
          sessions > 0 || mayChange ? (
            <AccountActions
              key="actions"
              label={t("actionsOf", { name: account.username })}
              about={{ userId, accountId: account.id }}
              endSessions={
                sessions > 0
                  ? { action: actions.endPanelSessions, label: t("endSessions", { count: sessions }) }
                  : null
              }
              resetFactor={
                mayChange && hasSecondFactor
                  ? { action: actions.resetSecondFactor, label: factor("reset") }
                  : null
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
          ) : null,
        ],
      }))}
    />
  );
}

const lookOf = ({ formerAt, disabledAt, rstackStatus }: CustomerAccount["account"]): HostLook =>
  formerAt
    ? { tone: "off", shape: "dashes" }
    : disabledAt
      ? { tone: "alert", shape: "octagon" }
      : rstackStatus === "active"
        ? { tone: "run", shape: "check" }
        : { tone: "busy", shape: "triangle" };

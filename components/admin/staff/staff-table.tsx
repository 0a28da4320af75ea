import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ListTable } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import type { StaffAccount } from "@/lib/accounts/staff-accounts";
import { type StaffActions, StaffKeys } from "./staff-keys";
import "@/components/ui/list/sort-heads.css";
import "../lists/list-keys.css";
import "./staff-table.css";

interface StaffTableProps {
  staff: StaffAccount[];
  /** Who was here last first; else by name. */
  byUse: boolean;
  /** Whoever looks: nothing can be changed here of one's own. */
  ownId: string;
  zone: string | null;
  actions: StaffActions;
}

const STATE_LOOKS = {
  enabled: { tone: "run", shape: "check" },
  invited: { tone: "busy", shape: "triangle" },
  disabled: { tone: "alert", shape: "octagon" },
} as const;

const stateOf = ({ disabled, hasPassword }: StaffAccount): keyof typeof STATE_LOOKS =>
  disabled ? "disabled" : hasPassword ? "enabled" : "invited";

export function StaffTable({ staff, byUse, ownId, zone, actions }: StaffTableProps) {
  const t = useTranslations("staff");
  const count = useTranslations("customers.account");
  return (
    <ListTable
      label={t("title")}
      wide
      keysLast
      columns={[
        {
          name: t("column.who"),
          phone: "left",
          percent: 25,
          sort: { href: "/admin/staff", order: byUse ? null : "ascending" },
        },
        { name: t("column.state"), phone: "right", percent: 15 },
        { name: t("column.role"), phone: "line", labelled: true, percent: 12, className: "staff-role" },
        {
          name: t("column.used"),
          phone: "line",
          labelled: true,
          percent: 15,
          sort: { href: "/admin/staff?sort=used", order: byUse ? "descending" : null },
        },
        { name: t("column.factors"), phone: "line", labelled: true, className: "staff-factors" },
        { name: t("column.sessions"), percent: 10 },
        { name: t("column.actions"), phone: "right" },
      ]}
      rows={staff.map((account) => ({
        key: account.id,
        cells: [
          <span key="who">
            <b>{account.displayName ?? account.username}</b>{" "}
            {account.id === ownId ? <small className="whitespace-nowrap">{t("you")}</small> : null}{" "}
            <span className="staff-login">
              {account.displayName ? <small>{account.username}</small> : null}
              {account.displayName && account.email ? <small className="phone-text">{" · "}</small> : null}
              {account.email ? <small className="staff-email">{account.email}</small> : null}
            </span>
          </span>,
          <Mark
            key="state"
            {...STATE_LOOKS[stateOf(account)]}
            word={t(`state.${stateOf(account)}`)}
            note={stateOf(account) === "invited" ? t("state.noPassword") : null}
          />,
          t(`role.${account.role}`),
          account.lastUsedAt ? (
            <span key="used">
              <OwnTime iso={account.lastUsedAt} zone={zone} brief />
              {account.sessions > 0 ? (
                <small className="phone-text">{` · ${count("openSessions", { count: account.sessions })}`}</small>
              ) : null}
            </span>
          ) : (
            t("never")
          ),
          <Factors key="factors" account={account} />,
          account.hasPassword ? account.sessions : null,
          account.id === ownId ? null : (
            <StaffKeys
              key="keys"
              account={{
                id: account.id,
                name: account.displayName ?? account.username,
                disabled: account.disabled,
                hasFactors: account.totp || account.passkeys > 0,
                hasSessions: account.sessions > 0,
                hasPassword: account.hasPassword,
              }}
              actions={actions}
            />
          ),
        ],
      }))}
    />
  );
}

function Factors({ account: { totp, passkeys, recoveryCodesLeft } }: { account: StaffAccount }) {
  const t = useTranslations("staff.factor");
  const has = [totp ? t("totp") : null, passkeys > 0 ? t("passkeys", { count: passkeys }) : null].filter(
    Boolean,
  );
  return has.length === 0 ? (
    <Mark tone="busy" shape="triangle" word={t("none")} />
  ) : (
    <span>
      {has.join(", ")}
      <small> {t("codes", { count: recoveryCodesLeft })}</small>
    </span>
  );
}

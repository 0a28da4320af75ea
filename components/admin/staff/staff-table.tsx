import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ListTable } from "@/components/ui/list-table";
import type { StaffAccount } from "@/lib/accounts/staff-accounts";
import { type StaffActions, StaffKeys } from "./staff-keys";

interface StaffTableProps {
  staff: StaffAccount[];
  /** Whoever looks: nothing can be changed here of one's own. */
  ownId: string;
  zone: string | null;
  faults: Record<string, string>;
  actions: StaffActions;
}

export function StaffTable({ staff, ownId, zone, faults, actions }: StaffTableProps) {
  const t = useTranslations("staff");
  return (
    <ListTable
      label={t("title")}
      dense
      keysLast
      columns={[
        t("column.who"),
        t("column.role"),
        t("column.factors"),
        t("column.used"),
        t("column.state"),
        t("column.keys"),
      ]}
      rows={staff.map((account) => ({
        key: account.id,
        cells: [
          <span key="who">
            {account.displayName ?? account.username}{" "}
            <small className="block">
              {[account.displayName ? account.username : null, account.email ?? t("noMail")]
                .filter(Boolean)
                .join(" · ")}
            </small>
          </span>,
          t(`role.${account.role}`),
          <Factors key="factors" account={account} />,
          account.lastUsedAt ? <OwnTime key="used" iso={account.lastUsedAt} zone={zone} /> : t("never"),
          <span key="state">
            <span className={account.disabled ? "text-alert-text" : undefined}>
              {t(account.disabled ? "state.disabled" : "state.enabled")}
            </span>{" "}
            <small className="block">
              {account.hasPassword ? t("state.sessions", { count: account.sessions }) : t("state.invited")}
            </small>
          </span>,
          account.id === ownId ? (
            t("you")
          ) : (
            <StaffKeys
              key="keys"
              account={{
                id: account.id,
                name: account.username,
                disabled: account.disabled,
                hasFactors: account.totp || account.passkeys > 0,
                hasSessions: account.sessions > 0,
                hasPassword: account.hasPassword,
              }}
              faults={faults}
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
    <span className="text-busy-text">{t("none")}</span>
  ) : (
    <span>
      {has.join(", ")} <small className="block">{t("codes", { count: recoveryCodesLeft })}</small>
    </span>
  );
}

import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import { Secret } from "@/components/ui/secret";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import type { KnownCustomer } from "@/lib/fleet/customers/known-customers";
import type { FoundUser } from "@/lib/rstack/provider-rows";
import { customerHref } from "../customer-link";
import { CUSTOMER_LOOK, stateOfStatus } from "./customer-look";

/** RStack's groups in words: 0 users, 10 its administrators, else the provider's own. */
export function useGroupName() {
  const t = useTranslations("customers.group");
  return (group: string | null): string =>
    group === null || group === "0" ? t("user") : group === "10" ? t("admin") : t("other", { group });
}

interface KnownTableProps {
  customers: KnownCustomer[];
  /** What is kept of their rows in RStack, by number. */
  names: Map<string, CustomerName>;
  zone: string | null;
}

/** Customers by their names; whether RStack lets them in is as it was last told. */
export function KnownTable({ customers, names, zone }: KnownTableProps) {
  const t = useTranslations("customers");
  return (
    <ListTable
      wide
      label={t("known.title")}
      columns={[
        { name: t("column.name"), phone: "left", percent: 22 },
        { name: t("column.status"), phone: "right" },
        { name: t("column.hosts"), phone: "line", labelled: true },
        { name: t("column.email"), className: "break-all" },
        { name: t("column.account"), className: "max-wide:hidden" },
        { name: t("column.seen"), phone: "line", labelled: true },
      ]}
      rows={customers.map((one) => {
        const kept = names.get(one.userId);
        const name = kept?.name || kept?.username || one.username;
        const state = kept ? (kept.found ? stateOfStatus(kept.status) : "missing") : "unknown";
        return {
          key: one.userId,
          cells: [
            <RowLink key="name" href={customerHref(one.userId)}>
              {name ? <Secret>{name}</Secret> : one.userId}{" "}
              {name ? <small className="mono block font-normal">{one.userId}</small> : null}
            </RowLink>,
            <Mark key="state" {...CUSTOMER_LOOK[state]} word={t(`state.${state}`)} />,
            <span key="hosts" className={one.hosts === 0 ? "text-ink-3" : undefined}>
              {one.hosts}
              {one.attention > 0 ? " · " : null}
              {one.attention > 0 ? (
                <small className="text-alert-text">{t("attention", { count: one.attention })}</small>
              ) : null}
            </span>,
            kept?.email ?? one.email,
            <span key="account">
              {one.username ? <Secret>{one.username}</Secret> : t("accountNone")}
              {one.accountDisabled ? <small> {t("accountDisabled")}</small> : null}
            </span>,
            one.lastSeenAt ? (
              <OwnTime key="seen" iso={one.lastSeenAt.toISOString()} zone={zone} brief />
            ) : (
              <span key="seen">{t("account.never")}</span>
            ),
          ],
        };
      })}
    />
  );
}

/** RStack's own customers that match, with what matched. */
export function FoundTable({ found }: { found: FoundUser[] }) {
  const t = useTranslations("customers");
  const groupName = useGroupName();
  const isExact = found.every(({ match }) => match === "exact");
  return (
    <ListTable
      wide
      label={t("found.title")}
      columns={[
        { name: t("column.name"), phone: "left" },
        { name: t("column.status"), phone: "right" },
        { name: t("column.contact"), phone: "left" },
        { name: t("column.group") },
        // Where all are what was typed, it says nothing.
        ...(isExact ? [] : [{ name: t("column.match"), phone: "right" as const }]),
      ]}
      rows={found.map(({ user, match }) => {
        const name = user.name || user.username || user.userId || t("page.none");
        const state = stateOfStatus(user.status);
        return {
          key: user.rowId ?? user.userId ?? "",
          cells: [
            user.userId ? (
              <RowLink key="name" href={customerHref(user.userId)}>
                <Secret>{name}</Secret> <small className="mono block font-normal">{user.userId}</small>
              </RowLink>
            ) : (
              name
            ),
            <Mark key="state" {...CUSTOMER_LOOK[state]} word={t(`state.${state}`)} />,
            [user.email, user.phone].filter(Boolean).join(" · "),
            groupName(user.group),
            ...(isExact ? [] : [t(`found.${match}`)]),
          ],
        };
      })}
    />
  );
}

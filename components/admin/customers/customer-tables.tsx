import Link from "next/link";
import { useTranslations } from "next-intl";
import { OwnTime } from "@/components/account/own-time";
import { ListTable } from "@/components/ui/list-table";
import { Mark } from "@/components/ui/mark";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import type { KnownCustomer } from "@/lib/fleet/customers/known-customers";
import type { FoundUser } from "@/lib/rstack/provider-rows";
import { CUSTOMER_LOOK, stateOfStatus } from "./customer-look";

export const customerHref = (userId: string): string => `/admin/customers/${encodeURIComponent(userId)}`;

const CustomerLink = ({ userId }: { userId: string }) => (
  <Link href={customerHref(userId)} prefetch={false} className="mono">
    {userId}
  </Link>
);

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
      label={t("known.title")}
      columns={[
        t("column.name"),
        t("column.email"),
        t("column.hosts"),
        t("column.status"),
        t("column.account"),
        t("column.seen"),
      ]}
      rows={customers.map((one) => {
        const kept = names.get(one.userId);
        const name = kept?.name || kept?.username || one.username;
        const state = kept ? (kept.found ? stateOfStatus(kept.status) : "missing") : "unknown";
        return {
          key: one.userId,
          cells: [
            <span key="name">
              <Link href={customerHref(one.userId)} prefetch={false} className="font-strong">
                {name ?? one.userId}
              </Link>
              {name ? <small className="mono block text-ink-3">{one.userId}</small> : null}
            </span>,
            <span key="email" className="break-all">
              {kept?.email ?? one.email}
            </span>,
            <span key="hosts">
              {one.hosts}
              {one.attention > 0 ? (
                <small className="text-alert-text"> {t("attention", { count: one.attention })}</small>
              ) : null}
            </span>,
            <Mark key="state" {...CUSTOMER_LOOK[state]} word={t(`state.${state}`)} />,
            <span key="account">
              {one.username ?? t("accountNone")}
              {one.accountDisabled ? <small> {t("accountDisabled")}</small> : null}
            </span>,
            one.lastSeenAt ? (
              <OwnTime key="seen" iso={one.lastSeenAt.toISOString()} zone={zone} />
            ) : (
              <span key="seen">{t("account.never")}</span>
            ),
          ],
        };
      })}
    />
  );
}

export function FoundTable({ found }: { found: FoundUser[] }) {
  const t = useTranslations("customers");
  const groupName = useGroupName();
  return (
    <ListTable
      label={t("found.title")}
      columns={[
        t("column.userId"),
        t("column.name"),
        t("column.contact"),
        t("column.group"),
        t("column.status"),
        t("column.match"),
      ]}
      rows={found.map(({ user, match }) => ({
        key: user.rowId ?? user.userId ?? "",
        cells: [
          user.userId ? <CustomerLink key="id" userId={user.userId} /> : t("page.none"),
          [user.name, user.username].filter(Boolean).join(" · "),
          [user.email, user.phone].filter(Boolean).join(" · "),
          groupName(user.group),
          user.status === "1"
            ? t("status.disabled")
            : user.status === "0"
              ? t("status.active")
              : t("status.unknown"),
          t(`found.${match}`),
        ],
      }))}
    />
  );
}

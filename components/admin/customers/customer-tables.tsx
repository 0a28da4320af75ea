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
            <HostCount key="hosts" of={one} />,
            kept?.email ?? one.email,
            <Accounts key="account" of={one} />,
            <Seen key="seen" of={one} zone={zone} />,
          ],
        };
      })}
    />
  );
}

function HostCount({ of: { hosts, attention } }: { of: Pick<KnownCustomer, "hosts" | "attention"> }) {
  const t = useTranslations("customers");
  return (
    <span className={hosts === 0 ? "text-ink-3" : undefined}>
      {hosts}
      {attention > 0 ? " · " : null}
      {attention > 0 ? (
        <small className="text-alert-text">{t("attention", { count: attention })}</small>
      ) : null}
    </span>
  );
}

/** The first, and how many more there are. */
function Accounts({ of }: { of: KnownCustomer | undefined }) {
  const t = useTranslations("customers");
  return (
    <span>
      {of?.username ? <Secret>{of.username}</Secret> : t("accountNone")}
      {of && of.accounts > 1 ? <small> +{of.accounts - 1}</small> : null}
      {of?.accountDisabled ? <small> {t("accountDisabled")}</small> : null}
    </span>
  );
}

function Seen({ of, zone }: { of: KnownCustomer | undefined; zone: string | null }) {
  const t = useTranslations("customers.account");
  return of?.lastSeenAt ? (
    <OwnTime iso={of.lastSeenAt.toISOString()} zone={zone} brief />
  ) : (
    <span>{t("never")}</span>
  );
}

interface FoundTableProps {
  found: FoundUser[];
  /** What the panel knows of them, by number. */
  known: Map<string, KnownCustomer>;
  zone: string | null;
}

/** RStack's own customers that match, with what the panel knows of them, and what matched. */
export function FoundTable({ found, known, zone }: FoundTableProps) {
  const t = useTranslations("customers");
  const groupName = useGroupName();
  // Where all are the same, it says nothing.
  const isExact = found.every(({ match }) => match === "exact");
  const areUsers = found.every(({ user }) => user.group === null || user.group === "0");
  return (
    <ListTable
      wide
      label={t("found.title")}
      columns={[
        { name: t("column.name"), phone: "left", percent: 22 },
        { name: t("column.status"), phone: "right" },
        { name: t("column.hosts"), phone: "line", labelled: true },
        { name: t("column.contact"), phone: "line", className: "break-all" },
        ...(areUsers ? [] : [{ name: t("column.group"), className: "max-wide:hidden" }]),
        { name: t("column.account"), className: "max-wide:hidden" },
        { name: t("column.seen"), phone: "line", labelled: true },
        ...(isExact ? [] : [{ name: t("column.match"), phone: "right" as const }]),
      ]}
      rows={found.map(({ user, match }) => {
        const name = user.name || user.username || user.userId || t("page.none");
        const state = stateOfStatus(user.status);
        const of = user.userId ? known.get(user.userId) : undefined;
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
            <HostCount key="hosts" of={of ?? { hosts: 0, attention: 0 }} />,
            [user.email, user.phone].filter(Boolean).join(" · "),
            ...(areUsers ? [] : [groupName(user.group)]),
            <Accounts key="account" of={of} />,
            <Seen key="seen" of={of} zone={zone} />,
            ...(isExact ? [] : [t(`found.${match}`)]),
          ],
        };
      })}
    />
  );
}

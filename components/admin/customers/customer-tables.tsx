import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { OwnTime } from "@/components/account/own-time";
import { Glyph } from "@/components/ui/glyph";
import { ListTable, RowLink } from "@/components/ui/list/list-table";
import { Mark } from "@/components/ui/mark";
import { Marked } from "@/components/ui/marked";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import type { SearchField } from "@/lib/fleet/customers/find-customers";
import type { CustomerOrder, KnownCustomer } from "@/lib/fleet/customers/known-customers";
import type { FoundUser } from "@/lib/rstack/provider-rows";
import { customerHref } from "../customer-link";
import { STATE_LOOKS } from "../hosts/fleet/state-looks";
import { CUSTOMER_LOOK, stateOfStatus } from "./customer-look";
import { ViewAsRowKey } from "./view-as-rows";
import "@/components/ui/list/list-fixed.css";
import "@/components/ui/list/sort-heads.css";
import "./customer-tables.css";

/** RStack's groups in words: 0 users, 10 its administrators, else the provider's own. */
export function useGroupName() {
  const t = useTranslations("customers.group");
  return (group: string | null): string =>
    group === null || group === "0" ? t("user") : group === "10" ? t("admin") : t("other", { group });
}

type Column = ComponentProps<typeof ListTable>["columns"][number];

interface Sorts {
  order: CustomerOrder;
  /** The list's address, so ordered. */
  hrefOf: (order: CustomerOrder) => string;
}

/** The same for those that are listed and those that were found; `sorts`: what of it can be sorted; `narrow`: beside one more. */
function useColumns({ sorts, narrow }: { sorts?: Sorts; narrow?: boolean }): Column[] {
  const t = useTranslations("customers.column");
  const by = (sort: CustomerOrder["sort"]) => {
    const isCurrent = sorts?.order.sort === sort;
    // The most hosts first: who looks by them looks for those.
    const descending = isCurrent ? !sorts.order.descending : sort === "hosts";
    return sorts
      ? {
          href: sorts.hrefOf({ sort, descending }),
          order: isCurrent
            ? sorts.order.descending
              ? ("descending" as const)
              : ("ascending" as const)
            : null,
        }
      : undefined;
  };
  return [
    { name: t("name"), phone: "left", percent: 15, className: "customer-name", sort: by("name") },
    { name: t("number"), percent: 10, className: "customer-number", sort: by("number") },
    { name: t("status"), phone: "right", percent: narrow ? 10 : 12, className: "customer-status" },
    { name: t("email"), phone: "line", className: "customer-email break-all", percent: 17 },
    { name: t("hosts"), phone: "line", percent: narrow ? 17 : 22, sort: by("hosts") },
    { name: t("seen"), phone: "line", labelled: true, className: "customer-wraps" },
  ];
}

/** The actions that staff use daily. */
function useDeedColumn(): Column {
  const t = useTranslations("customers.column");
  return { name: t("actions"), className: "customer-keys" };
}

/** A customer's name; on a phone, which has no column for it, the number as well. */
function Name({ userId, name, words = "" }: { userId: string; name: string | null; words?: string }) {
  return (
    <RowLink href={customerHref(userId)}>
      {name ? <Marked text={name} words={words} /> : userId}
      {name ? <small className="mono phone-text font-normal"> {userId}</small> : null}
    </RowLink>
  );
}

const CustomerNumber = ({ userId, words = "" }: { userId: string | null; words?: string }) => (
  <span className="mono break-all text-ink-2">{userId ? <Marked text={userId} words={words} /> : null}</span>
);

interface KnownTableProps extends Sorts {
  customers: KnownCustomer[];
  /** What is kept of their rows in RStack, by number. */
  names: Map<string, CustomerName>;
  zone: string | null;
}

/** Customers by their names; whether RStack lets them in is as it was last told. */
export function KnownTable({ customers, names, zone, ...sorts }: KnownTableProps) {
  const t = useTranslations("customers");
  return (
    <ListTable
      wide
      fixed
      keysLast
      label={t("known.title")}
      columns={[...useColumns({ sorts }), useDeedColumn()]}
      rows={customers.map((one) => {
        const kept = names.get(one.userId);
        const state = kept ? (kept.found ? stateOfStatus(kept.status) : "missing") : "unknown";
        const name = kept?.name || kept?.username || one.username;
        return {
          key: one.userId,
          cells: [
            <Name key="name" userId={one.userId} name={name} />,
            <CustomerNumber key="number" userId={one.userId} />,
            <Mark key="state" {...CUSTOMER_LOOK[state]} word={t(`state.${state}`)} />,
            kept?.email ?? one.email,
            <HostTally key="hosts" of={one} />,
            <Seen key="seen" of={one} zone={zone} />,
            state === "missing" ? null : (
              <ViewAsRowKey key="view" userId={one.userId} name={name ?? one.userId} />
            ),
          ],
        };
      })}
    />
  );
}

/** How many there are, and how many of them ask for something. */
function HostTally({ of }: { of: Pick<KnownCustomer, "hosts" | "counts"> | undefined }) {
  const t = useTranslations("customers.page");
  if (!of || of.hosts === 0) {
    return <span className="text-ink-3">{t("noHosts")}</span>;
  }
  return (
    <span className="host-tally">
      <b className="max-desk:hidden">{of.hosts}</b>
      <span className="phone-text font-strong">{t("hostCount", { count: of.hosts })}</span>
      {of.counts.attention > 0 ? (
        <span className={`tone-${STATE_LOOKS.attention.tone}`}>
          <Glyph shape={STATE_LOOKS.attention.shape} small toned />
          <span className="text-(--tone-text)">{t("needAttention", { count: of.counts.attention })}</span>
        </span>
      ) : null}
    </span>
  );
}

/** When one of their accounts was last used; or why none can be. */
function Seen({ of, zone }: { of: KnownCustomer | undefined; zone: string | null }) {
  const t = useTranslations("customers");
  if (!of?.username || of.accountDisabled) {
    return <span className="text-ink-3">{t(of?.accountDisabled ? "accountDisabled" : "accountNone")}</span>;
  }
  return of.lastSeenAt ? (
    <OwnTime iso={of.lastSeenAt.toISOString()} zone={zone} brief />
  ) : (
    <span>{t("account.never")}</span>
  );
}

interface FoundTableProps {
  found: FoundUser[];
  /** What the panel knows of them, by number. */
  known: Map<string, KnownCustomer>;
  /** What was looked for, and where. */
  words: string;
  field: SearchField;
  zone: string | null;
}

/** RStack's own customers that match, in the list's own columns, and what matched. */
export function FoundTable({ found, known, words, field, zone }: FoundTableProps) {
  const t = useTranslations("customers");
  const groupName = useGroupName();
  // Where all are the same, it says nothing.
  const isExact = found.every(({ match }) => match === "exact");
  const marksIn = (...fields: SearchField[]) => (field === "any" || fields.includes(field) ? words : "");
  return (
    <ListTable
      wide
      fixed
      keysLast
      label={t("found.title")}
      columns={[
        ...useColumns({ narrow: !isExact }),
        ...(isExact
          ? []
          : [
              {
                name: t("column.match"),
                phone: "line" as const,
                labelled: true,
                className: "customer-wraps",
              },
            ]),
        useDeedColumn(),
      ]}
      rows={found.map(({ user, match }) => {
        const name = user.name || user.username || user.userId || t("page.none");
        const state = stateOfStatus(user.status);
        const of = user.userId ? known.get(user.userId) : undefined;
        return {
          key: user.rowId ?? user.userId ?? "",
          cells: [
            <span key="name">
              {user.userId ? (
                <Name userId={user.userId} name={name} words={marksIn("name", "username")} />
              ) : (
                name
              )}
              {/* Most are plain users, of which nothing is said. */}
              {user.group === null || user.group === "0" ? null : (
                <small className="block">{groupName(user.group)}</small>
              )}
            </span>,
            <CustomerNumber key="number" userId={user.userId} words={marksIn("userId")} />,
            <Mark key="state" {...CUSTOMER_LOOK[state]} word={t(`state.${state}`)} />,
            <span key="email">
              {user.email ? <Marked text={user.email} words={marksIn("email")} /> : null}
              {user.phone ? (
                <small className="block">
                  <Marked text={user.phone} words={marksIn("phone")} />
                </small>
              ) : null}
            </span>,
            <HostTally key="hosts" of={of} />,
            <Seen key="seen" of={of} zone={zone} />,
            ...(isExact ? [] : [t(`found.${match}`)]),
            // An administrator of RStack's is never viewed.
            user.userId && user.group !== "10" ? (
              <ViewAsRowKey key="view" userId={user.userId} name={name} />
            ) : null,
          ],
        };
      })}
    />
  );
}

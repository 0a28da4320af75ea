import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { type Fact, FactList } from "@/components/admin/fact-card";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { lookOf } from "@/components/hosts/host-look";
import { Card } from "@/components/ui/card";
import { Figure, Figures } from "@/components/ui/figures";
import { Link } from "@/components/ui/link";
import { NoticeLine } from "@/components/ui/notice-line";
import { PlateMark } from "@/components/ui/plate";
import { Secret } from "@/components/ui/secret";
import type { PastView } from "@/lib/accounts/sessions/views";
import type { CustomerAccount, CustomerHost, CustomerOperation } from "@/lib/fleet/customers/customer-page";
import type { ReadCustomer } from "@/lib/fleet/customers/find-customers";
import { NEEDS_ATTENTION } from "@/lib/operations/host-states";
import { customerHref } from "../customer-link";
import { CustomerRecent } from "./customer-recent";
import { useGroupName } from "./customer-tables";

interface CustomerOverviewProps {
  userId: string;
  row: ReadCustomer;
  hosts: CustomerHost[];
  accounts: CustomerAccount[];
  operations: CustomerOperation[];
  views: PastView[];
  zone: string | null;
  /** What staff noted about the customer. */
  notes: ReactNode;
}

/** What support looks for first: how the hosts are, what happened lately, and how the customer gets in. */
export function CustomerOverview({ userId, row, hosts, accounts, ...of }: CustomerOverviewProps) {
  const t = useTranslations("customers.overview");
  return (
    <div className="host-body">
      <div>
        <Card title={t("hosts")} aside={<Link href={`${customerHref(userId)}/hosts`}>{t("all")}</Link>}>
          <HostFigures userId={userId} hosts={hosts} />
        </Card>
        <Attention hosts={hosts} />
        <Card title={t("recent")} aside={<Link href={`${customerHref(userId)}/activity`}>{t("all")}</Link>}>
          <CustomerRecent {...of} />
        </Card>
      </div>
      <div>
        {of.notes}
        <Card title={t("details")}>
          <Details row={row} userId={userId} />
        </Card>
        <Card title={t("access")} aside={<Link href={`${customerHref(userId)}/access`}>{t("manage")}</Link>}>
          <Access accounts={accounts} zone={of.zone} />
        </Card>
      </div>
    </div>
  );
}

const SORTS = ["running", "off", "attention", "other"] as const;

function sortOf({ state }: CustomerHost): (typeof SORTS)[number] {
  if (NEEDS_ATTENTION.has(state)) {
    return "attention";
  }
  return state === "running" || state === "off" ? state : "other";
}

function HostFigures({ userId, hosts }: Pick<CustomerOverviewProps, "userId" | "hosts">) {
  const t = useTranslations("customers.overview");
  const look = {
    running: lookOf("running", null),
    off: lookOf("off", null),
    attention: lookOf("over-traffic", null),
    other: lookOf("unknown", null),
  };
  return (
    <Figures framed>
      {SORTS.map((sort) => (
        <Figure
          key={sort}
          label={t(`count.${sort}`)}
          {...look[sort]}
          value={hosts.filter((host) => sortOf(host) === sort).length}
          asks={sort === "attention"}
          href={`${customerHref(userId)}/hosts`}
        />
      ))}
    </Figures>
  );
}

/** At most so many are named. */
const NAMED = 5;

function Attention({ hosts }: { hosts: CustomerHost[] }) {
  const t = useTranslations("customers.overview");
  const state = useTranslations("host.state");
  const wanting = hosts.filter((host) => NEEDS_ATTENTION.has(host.state));
  return wanting.length === 0 ? null : (
    <Card title={t("attention")}>
      <ul className="grid gap-3">
        {wanting.slice(0, NAMED).map((host) => (
          <li key={host.vmId} className="flex items-center gap-3.5">
            <PlateMark {...lookOf(host.state, null)} />
            <span className="min-w-0">
              <Link href={`/admin/hosts/${host.vmId}`} className="font-strong">
                {host.name ? <Secret>{host.name}</Secret> : host.vmId}
              </Link>
              <small className="block">
                {[state(host.state), host.nodeName].filter(Boolean).join(" · ")}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Details({ row, userId }: Pick<CustomerOverviewProps, "row" | "userId">) {
  const t = useTranslations("customers");
  const p = useTranslations("customers.page");
  const groupName = useGroupName();
  if (row.found === "fault") {
    const refused = (text: string) => `${t("fault.refused")} ${text}`;
    return <ListSilence fault={row.fault} refused={refused} silent={t("unread")} />;
  }
  if (row.found !== "one") {
    return (
      <NoticeLine tone="alert" role="status">
        {p(row.found === "none" ? "missing" : "several")}
      </NoticeLine>
    );
  }
  const { user } = row;
  const verified = (told: boolean | null) =>
    told === null ? "" : ` · ${t(told ? "verified" : "notVerified")}`;
  const secret = (text: string | null) => text && <Secret>{text}</Secret>;
  const facts: [string, ReactNode][] = [
    [t("form.userId"), userId],
    [p("username"), secret(user.username)],
    [p("email"), user.email && user.email + verified(user.isEmailVerified)],
    [p("phone"), secret(user.phone && user.phone + verified(user.isPhoneVerified))],
    [p("group"), groupName(user.group)],
    [p("serviceCount"), user.serviceCount],
    [p("reinstallsUsed"), user.reinstallsUsed],
    [p("noReinstallBefore"), user.noReinstallBefore],
    [p("registered"), user.registeredFromIp],
    [p("lastSignIn"), user.lastSignInIp],
    [p("rowId"), user.rowId],
    [p("remark"), secret(user.remark)],
  ];
  const told = facts.filter(([, value]) => value !== null && value !== "");
  return <FactList facts={told.map(([name, value]): Fact => ({ name, value }))} />;
}

function Access({ accounts, zone }: { accounts: CustomerAccount[]; zone: string | null }) {
  const t = useTranslations("customers.account");
  const factor = useTranslations("second-factor.staff");
  const current = accounts.filter(({ account }) => account.formerAt === null);
  if (current.length === 0) {
    return <p className="text-ink-2">{t("none")}</p>;
  }
  const facts = current.map(({ account, sessions, lastUsedAt, hasSecondFactor }) => (
    <FactList
      key={account.id}
      facts={[
        { name: t("username"), value: <Secret>{account.username}</Secret> },
        {
          name: t("state"),
          value: account.disabledAt ? t("isDisabled") : t(`standing.${account.rstackStatus}`),
        },
        { name: factor("state"), value: hasSecondFactor ? factor("on") : factor("none") },
        { name: t("sessions"), value: sessions },
        { name: t("lastSeen"), value: lastUsedAt ? <OwnTime iso={lastUsedAt} zone={zone} /> : t("never") },
      ]}
    />
  ));
  return <div className="ruled grid gap-4">{facts}</div>;
}

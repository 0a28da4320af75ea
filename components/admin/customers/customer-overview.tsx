import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AccessLines } from "@/components/account/access-lines";
import { type Fact, FactList } from "@/components/admin/fact-card";
import { ListSilence } from "@/components/admin/lists/list-silence";
import { lookOf } from "@/components/hosts/host-look";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { Link } from "@/components/ui/link";
import { NoticeLine } from "@/components/ui/notice-line";
import { PlateMark } from "@/components/ui/plate";
import type { PastView } from "@/lib/accounts/sessions/views";
import type { CustomerAccount, CustomerHost, CustomerOperation } from "@/lib/fleet/customers/customer-page";
import type { ReadCustomer } from "@/lib/fleet/customers/find-customers";
import { STATE_FILTERS, type StateFilter } from "@/lib/fleet/hosts/fleet-query";
import { withSearch } from "@/lib/fleet/search-params";
import type { HostState } from "@/lib/operations/host-states";
import { isRestricted, needsAttention } from "@/lib/operations/host-states";
import { customerHref } from "../customer-link";
import { StateLegend } from "../hosts/fleet/state-legend";
import { useGroupName } from "./customer-look";
import { CustomerRecent } from "./customer-recent";
import "../overview/needs-card.css";

interface CustomerOverviewProps {
  userId: string;
  row: ReadCustomer;
  hosts: CustomerHost[];
  accounts: CustomerAccount[];
  operations: CustomerOperation[];
  views: PastView[];
  zone: string | null;
  /** The viewer is an admin. */
  mayChange: boolean;
  /** What staff noted about the customer. */
  notes: ReactNode;
}

/** What support looks for first: how the hosts are, what happened lately, and how the customer gets in. The head names them. */
export function CustomerOverview({ userId, row, hosts, accounts, ...of }: CustomerOverviewProps) {
  const t = useTranslations("customers.overview");
  return (
    <div className="host-body">
      <div>
        <Card title={t("hosts")} aside={<Link href={`${customerHref(userId)}/hosts`}>{t("all")}</Link>}>
          <HostStates userId={userId} hosts={hosts} />
        </Card>
        <Attention hosts={hosts} mayChange={of.mayChange} />
        <Card title={t("recent")} aside={<Link href={`${customerHref(userId)}/activity`}>{t("all")}</Link>}>
          <CustomerRecent {...of} />
        </Card>
      </div>
      <div>
        {of.notes}
        <Card title={t("access")} aside={<Link href={`${customerHref(userId)}/access`}>{t("manage")}</Link>}>
          <div className="pt-2">
            <AccessLines accounts={accounts} zone={of.zone} />
          </div>
        </Card>
        <Card title={t("details")}>
          <Details row={row} />
        </Card>
      </div>
    </div>
  );
}

/** As the list that each count leads to is narrowed. */
function sortOf({ state }: CustomerHost): StateFilter {
  if (needsAttention(state)) {
    return "attention";
  }
  if (isRestricted(state)) {
    return "restricted";
  }
  if (state === "paused" || state === "saved") {
    return "off";
  }
  return state === "running" || state === "off" || state === "setting-up" ? state : "not-checked";
}

function HostStates({ userId, hosts }: Pick<CustomerOverviewProps, "userId" | "hosts">) {
  const t = useTranslations("customers.overview");
  const counts = Object.fromEntries(
    STATE_FILTERS.map((sort) => [sort, hosts.filter((host) => sortOf(host) === sort).length]),
  ) as Record<StateFilter, number>;
  return (
    <StateLegend
      label={t("hosts")}
      counts={counts}
      hrefOf={(filter) => withSearch(`${customerHref(userId)}/hosts`, { status: filter ?? null })}
    />
  );
}

/** At most so many are named. */
const NAMED = 5;

/** Where the way out of a state begins; of the others, on the host's own page. */
const WAY_OUT: Partial<Record<HostState, "addTraffic">> = {
  "over-traffic": "addTraffic",
  "out-of-traffic": "addTraffic",
};

function Attention({ hosts, mayChange }: Pick<CustomerOverviewProps, "hosts" | "mayChange">) {
  const t = useTranslations("customers.overview");
  const state = useTranslations("host.state");
  const wanting = hosts.filter((host) => needsAttention(host.state));
  return wanting.length === 0 ? null : (
    <Card title={t("attention")}>
      <ul className="needs ruled">
        {wanting.slice(0, NAMED).map((host) => {
          const wayOut = mayChange && WAY_OUT[host.state];
          return (
            <li key={host.vmId}>
              <PlateMark {...lookOf(host.state, null)} />
              <span className="min-w-0">
                <Link href={`/admin/hosts/${host.vmId}`} className="font-semibold">
                  {host.name || host.vmId}
                </Link>{" "}
                {host.name ? <span className="mono text-ink-3">{host.vmId}</span> : null}
                <small className="block">
                  {[state(host.state), host.nodeName].filter(Boolean).join(" · ")}
                </small>
              </span>
              <ButtonLink href={`/admin/hosts/${host.vmId}${wayOut ? "/settings#traffic" : ""}`}>
                {t(wayOut || "openHost")}
              </ButtonLink>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Details({ row }: Pick<CustomerOverviewProps, "row">) {
  const t = useTranslations("customers");
  const p = useTranslations("customers.page");
  const groupName = useGroupName();
  const f = useTranslations("faults.customers");
  if (row.found === "fault") {
    const refused = (text: string) => `${f("refused")} ${text}`;
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
  const reached = (text: string | null, isVerified: boolean | null) =>
    text && (
      <>
        {text}{" "}
        {isVerified === null ? null : (
          <small className="block">{t(isVerified ? "verified" : "notVerified")}</small>
        )}
      </>
    );
  const facts: [string, ReactNode][] = [
    [p("email"), reached(user.email, user.isEmailVerified)],
    [p("phone"), reached(user.phone, user.isPhoneVerified)],
    [p("group"), groupName(user.group)],
    [p("reinstallsUsed"), user.reinstallsUsed],
    [p("noReinstallBefore"), user.noReinstallBefore],
    [p("registered"), user.registeredFromIp],
    [p("lastSignIn"), user.lastSignInIp],
    [p("remark"), user.remark],
  ];
  const raw: [string, ReactNode][] = [
    [p("serviceCount"), user.serviceCount],
    [p("rowId"), user.rowId],
  ];
  const told = (all: [string, ReactNode][]) =>
    all.flatMap(([name, value]): Fact[] => (value === null || value === "" ? [] : [{ name, value }]));
  return (
    <>
      <div className="pt-2">
        <FactList facts={told(facts)} />
      </div>
      <div className="mt-2">
        <Disclosure title={t("overview.diagnostics")}>
          <FactList facts={told(raw)} />
        </Disclosure>
      </div>
    </>
  );
}

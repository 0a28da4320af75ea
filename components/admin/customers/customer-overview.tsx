import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OwnTime } from "@/components/account/own-time";
import { LiveMark, WatchHosts } from "@/components/hosts/live/live-mark";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { CustomerAccount, CustomerHost } from "@/lib/fleet/customers/customer-page";
import { withSearch } from "@/lib/fleet/search-params";
import { needsAttention } from "@/lib/operations/host-states";
import { customerHref } from "../customer-link";
import { TrafficUsed } from "../traffic-used";

/** What has to be looked at stands first; the rest is a click away. */
const HOSTS_SHOWN = 8;

interface CustomerHostsProps {
  userId: string;
  hosts: CustomerHost[];
}

/** A customer's hosts, those that need attention first. */
export function CustomerHosts({ userId, hosts }: CustomerHostsProps) {
  const w = useTranslations("words");
  const t = useTranslations("customers.overview");
  const page = useTranslations("customers.page");
  const wanting = hosts.filter(({ state }) => needsAttention(state));
  const shown = [...wanting, ...hosts.filter((host) => !wanting.includes(host))].slice(0, HOSTS_SHOWN);
  const listed = (status: string | null) => withSearch("/admin/hosts", { owner: userId, status });
  return (
    <Card
      id="hosts"
      title={w("hosts")}
      meta={hosts.length}
      action={
        wanting.length > 0 ? (
          <Link href={listed("attention")} className="text-13 no-underline hover:underline">
            {page("needAttention", { count: wanting.length })}
          </Link>
        ) : null
      }
      foot={
        hosts.length > shown.length ? (
          <Link href={listed(null)} className="no-underline hover:underline">
            {t("allHosts", { count: hosts.length })}
          </Link>
        ) : null
      }
      flush
    >
      {hosts.length === 0 ? (
        <p className="px-4 py-4 text-ink-2 md:px-5">{w("noHostsYet")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {shown.map((host) => (
            <HostLine key={host.vmId} host={host} />
          ))}
        </ul>
      )}
      <WatchHosts hosts={shown.map(({ vmId, state }) => ({ id: vmId, state }))} counted={false} />
    </Card>
  );
}

const HostLine = ({ host }: { host: CustomerHost }) => (
  <li
    data-host={host.vmId}
    className="relative grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2 text-13 hover:bg-hover md:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,4fr)_minmax(0,4fr)] md:px-5"
  >
    <Link
      href={`/admin/hosts/${host.vmId}`}
      className="flex min-w-0 items-baseline gap-2 text-ink no-underline after:absolute after:inset-0"
    >
      <span className="truncate font-medium">{host.name || host.vmId}</span>
      {host.name ? <span className="text-12 text-ink-3 tabular-nums">{host.vmId}</span> : null}
    </Link>
    <LiveMark id={host.vmId} state={host.state} at={host.stateAt} work={host.work} />
    <span className="truncate text-ink-2 tabular-nums">{host.ipv4}</span>
    <span className="truncate text-right text-ink-2 tabular-nums">
      <TrafficUsed of={host} />
    </span>
  </li>
);

interface CustomerAccountsProps {
  userId: string;
  accounts: CustomerAccount[];
  zone: string | null;
}

/** How the customer gets in, in a line an account. */
export function CustomerAccounts({ userId, accounts, zone }: CustomerAccountsProps) {
  const w = useTranslations("words");
  const t = useTranslations("customers.account");
  const current = accounts.filter(({ account }) => account.formerAt === null);
  return (
    <Card
      title={w("panelAccounts")}
      action={
        <Link
          href={`${customerHref(userId)}/settings#accounts`}
          className="text-13 no-underline hover:underline"
        >
          {w("manage")}
        </Link>
      }
      flush
    >
      {current.length === 0 ? <p className="px-4 py-3 text-13 text-ink-2 md:px-5">{t("none")}</p> : null}
      <ul className="divide-y divide-line">
        {current.map(({ account, sessions, lastUsedAt, hasSecondFactor }) => (
          <li key={account.id} className="flex min-h-11 items-center gap-3 px-4 py-2.5 md:px-5">
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="truncate font-medium">{account.username}</span>
              <span className="truncate text-13 text-ink-2">
                {account.disabledAt || account.rstackStatus !== "active"
                  ? account.disabledAt
                    ? w("disabled")
                    : t(`standing.${account.rstackStatus}`)
                  : [
                      hasSecondFactor ? t("twoFactor") : w("passwordOnly"),
                      sessions > 0 ? t("openSessions", { count: sessions }) : null,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
              </span>
            </span>
            <span className="shrink-0 text-13 text-ink-3 tabular-nums">
              {lastUsedAt ? <OwnTime iso={lastUsedAt} zone={zone} brief /> : w("never")}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What all of a customer's hosts have and use, as far as it is known. */
export function CustomerUsage({ facts }: { facts: [name: string, value: ReactNode][] }) {
  const t = useTranslations("customers.usage");
  return facts.length === 0 ? null : (
    <Card title={t("title")} tight>
      <dl className="flex flex-col">
        {facts.map(([name, value]) => (
          <div
            key={name}
            className="flex min-h-9 items-center gap-3 border-b border-line py-1.5 text-13 last:border-b-0"
          >
            <dt className="w-26 shrink-0 text-ink-2">{name}</dt>
            <dd className="min-w-0 flex-1 truncate tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

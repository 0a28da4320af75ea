import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { customerHref } from "@/components/admin/customers/customer-tables";
import { Icon } from "@/components/ui/icon";
import { type FleetQuery, fleetHref, type Sort } from "@/lib/fleet/hosts/fleet-query";
import type { FleetHost } from "@/lib/fleet/hosts/fleet-table";
import { useAgo } from "../use-ago";

interface FleetTableProps {
  hosts: FleetHost[];
  query: FleetQuery;
}

/** A page of the fleet, dense; the heads of the columns sort it. */
export function FleetTable({ hosts, query }: FleetTableProps) {
  const t = useTranslations("fleet-hosts");
  const column = useTranslations("fleet-hosts.column");
  const heads: [string, Sort | null][] = [
    [column("host"), "name"],
    [column("customer"), "owner"],
    [column("status"), null],
    [column("power"), null],
    [column("address"), null],
    [column("place"), "node"],
    [column("system"), "image"],
    [column("traffic"), "traffic"],
  ];
  return (
    <table className="list fleet-list" aria-label={t("title")}>
      <thead>
        <tr>
          {heads.map(([text, sort]) => (
            <Head key={text} text={text} sort={sort} query={query} />
          ))}
        </tr>
      </thead>
      <tbody>
        {hosts.map((host) => (
          <Row key={host.vmId} host={host} labels={heads.map(([text]) => text)} />
        ))}
      </tbody>
    </table>
  );
}

function Head({ text, sort, query }: { text: string; sort: Sort | null; query: FleetQuery }) {
  const current = sort !== null && query.sort === sort;
  const order = query.descending ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={current ? order : undefined}>
      {sort === null ? (
        text
      ) : (
        <Link
          href={fleetHref(query, { sort, descending: current && !query.descending })}
          className="fleet-sort"
          prefetch={false}
        >
          {text}
          {current ? <Icon name="chevron-down" small /> : null}
        </Link>
      )}
    </th>
  );
}

function Row({ host, labels }: { host: FleetHost; labels: string[] }) {
  const t = useTranslations("fleet-hosts");
  const cells: ReactNode[] = [
    <span key="host">
      <Link href={`/admin/hosts/${host.vmId}`} prefetch={false}>
        {host.name ?? host.vmId}
      </Link>{" "}
      <small className="mono">{host.vmId}</small>
    </span>,
    host.owner ? (
      <Link key="owner" href={customerHref(host.owner)} prefetch={false} className="mono">
        {host.owner}
      </Link>
    ) : (
      <span key="owner" className="text-ink-3">
        {t("nobody")}
      </span>
    ),
    <Status key="status" host={host} />,
    <Power key="power" power={host.power} />,
    <span key="address" className="mono">
      {host.address}
      {host.moreAddresses > 0 ? <small> +{host.moreAddresses}</small> : null}
    </span>,
    [host.areaName, host.nodeName].filter(Boolean).join(" · "),
    host.imageName,
    <Traffic key="traffic" host={host} />,
  ];
  return (
    <tr data-host={host.vmId}>
      {cells.map((cell, at) => (
        <td key={labels[at]} data-label={labels[at]}>
          {cell}
        </td>
      ))}
    </tr>
  );
}

function Status({ host: { status, doubled } }: { host: FleetHost }) {
  const t = useTranslations("fleet-hosts.status");
  const quiet = status === "normal" || status === "setting-up" || status === null;
  return (
    <span data-row-status={status ?? ""} className={quiet && !doubled ? undefined : "text-alert-text"}>
      {doubled ? t("doubled") : status ? t(status) : t("unknown")}
    </span>
  );
}

/** The panel looks at a host's power when somebody opens it: the word is as old as that look. */
function Power({ power }: { power: FleetHost["power"] }) {
  const t = useTranslations("fleet-hosts");
  const state = useTranslations("host.state");
  const ago = useAgo();
  return power === null ? (
    <span className="text-ink-3">{t("notSeen")}</span>
  ) : (
    <span>
      {state(power.state)} <small>{ago(power.at, "narrow")}</small>
    </span>
  );
}

function Traffic({ host: { trafficUsedGb: used, trafficLimitGb: limit } }: { host: FleetHost }) {
  const t = useTranslations("fleet-hosts.traffic");
  const format = useFormatter();
  if (used === null) {
    return null;
  }
  const number = format.number(used);
  return (
    <span className={limit && used > limit ? "text-alert-text" : undefined}>
      {limit ? t("of", { used: number, limit: format.number(limit) }) : t("used", { used: number })}
    </span>
  );
}

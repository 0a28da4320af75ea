import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { CustomerLink } from "@/components/admin/customer-link";
import { LiveMark } from "@/components/hosts/live/live-mark";
import { type Column, ListTable } from "@/components/ui/list/list-table";
import { Marked } from "@/components/ui/list/marked";
import { Mark } from "@/components/ui/mark";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import { type FleetQuery, fleetHref, type Sort } from "@/lib/fleet/hosts/fleet-query";
import type { FleetHost } from "@/lib/fleet/hosts/fleet-table";
import { TrafficUsed } from "../traffic-used";
import { FleetRowMenu } from "./fleet/row-menu";
import { FleetPick, FleetPickAll } from "./fleet-picking";
import { HostName } from "./host-name";
import "@/components/ui/list/sort-heads.css";
import "@/components/ui/list/list-fixed.css";

interface FleetTableProps {
  hosts: FleetHost[];
  query: FleetQuery;
  /** What is kept of the owners, by number. */
  names: Map<string, CustomerName>;
}

/** A page of the fleet, or of one customer's hosts, dense; the heads of the columns sort it. */
export function FleetTable({ hosts, query, names }: FleetTableProps) {
  const t = useTranslations("fleet-hosts");
  const isOwn = query.ofOwner === true;
  const column = (name: "host" | "customer" | "node" | "system" | "traffic", by: Sort): Column => {
    const isCurrent = query.sort === by;
    return {
      name: t(`column.${name}`),
      sort: {
        href: fleetHref(query, { sort: by, descending: isCurrent && !query.descending }),
        order: isCurrent ? (query.descending ? "descending" : "ascending") : null,
      },
    };
  };
  return (
    <ListTable
      wide
      fixed
      keysLast
      label={t("title")}
      columns={[
        {
          ...column("host", "name"),
          before: <FleetPickAll />,
          phone: "left",
          percent: 17,
          className: "fleet-name",
        },
        { name: t("column.state"), phone: "right", percent: 17, className: "fleet-state" },
        ...(isOwn
          ? []
          : [
              {
                ...column("customer", "owner"),
                phone: "left" as const,
                percent: 12 as const,
                className: "fleet-customer",
              },
            ]),
        {
          name: t("column.address"),
          phone: isOwn ? "left" : "right",
          percent: isOwn ? 17 : 12,
          className: "fleet-address",
        },
        { ...column("node", "node"), percent: isOwn ? 14 : 10, className: "max-lg:hidden" },
        { ...column("system", "image"), percent: isOwn ? 17 : 14, className: "max-lg:hidden" },
        { ...column("traffic", "traffic"), phone: isOwn ? "right" : undefined, className: "fleet-traffic" },
        { name: t("column.actions"), className: "fleet-keys" },
      ]}
      rows={hosts.map((host) => ({
        key: host.vmId,
        data: { "data-host": host.vmId, "data-row-status": host.status ?? "" },
        cells: cellsOf(host, query.text, isOwn ? null : (names.get(host.owner ?? "") ?? UNNAMED)),
      }))}
    />
  );
}

const UNNAMED = { name: null, username: null };

/** `words`: what was looked for. `owner`: null where the list is of one customer's. */
const cellsOf = (host: FleetHost, words: string, owner: Pick<CustomerName, "name" | "username"> | null) => [
  <Fragment key="name">
    <FleetPick id={host.vmId} name={host.name ?? host.vmId} />
    <HostName host={host} words={words} />
  </Fragment>,
  <State key="state" host={host} />,
  ...(owner ? [<Owner key="owner" host={host} name={owner.name || owner.username} words={words} />] : []),
  <span key="address" className="mono">
    {host.address ? <Marked text={host.address} words={words} /> : null}
    {host.moreAddresses > 0 ? <span className="text-ink-3"> +{host.moreAddresses}</span> : null}
  </span>,
  host.nodeName ?? host.areaName,
  host.imageName,
  <TrafficUsed key="traffic" of={host} />,
  // Of one that is listed twice nothing can be asked.
  host.doubled ? null : <FleetRowMenu key="menu" id={host.vmId} name={host.name ?? host.vmId} />,
];

function State({ host }: { host: FleetHost }) {
  const t = useTranslations("fleet-hosts.status");
  return host.doubled ? (
    <Mark tone="alert" shape="octagon" word={t("doubled")} />
  ) : (
    <LiveMark id={host.vmId} state={host.state} at={host.stateAt} work={host.work} />
  );
}

interface OwnerProps {
  host: FleetHost;
  name: string | null | undefined;
  words: string;
}

function Owner({ host: { owner }, name, words }: OwnerProps) {
  const t = useTranslations("fleet-hosts");
  return owner ? (
    <CustomerLink userId={owner} name={name} words={words} />
  ) : (
    <span className="text-ink-3">{t("nobody")}</span>
  );
}

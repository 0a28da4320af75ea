import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { customerHref } from "@/components/admin/customers/customer-tables";
import { LiveMark } from "@/components/hosts/live/live-mark";
import { Icon } from "@/components/ui/icon";
import type { CustomerName } from "@/lib/fleet/customers/customer-names";
import { type FleetQuery, fleetHref, type Sort } from "@/lib/fleet/hosts/fleet-query";
import type { FleetHost } from "@/lib/fleet/hosts/fleet-table";

interface FleetTableProps {
  hosts: FleetHost[];
  query: FleetQuery;
  /** What is kept of the owners, by number. */
  names: Map<string, CustomerName>;
}

const COLUMNS = [
  ["host", "name", "w-[20%]"],
  ["state", null, "w-[19%]"],
  ["customer", "owner", "w-[17%]"],
  ["address", null, "w-[14%]"],
  ["node", "node", "w-[10%] max-wide:hidden"],
  ["system", "image", "w-[12%] max-wide:hidden"],
  ["traffic", "traffic", "w-[15%]"],
] as const satisfies readonly (readonly [string, Sort | null, string])[];

/** A page of the fleet, dense; the heads of the columns sort it. On a phone a host is three short lines. */
export function FleetTable({ hosts, query, names }: FleetTableProps) {
  const t = useTranslations("fleet-hosts");
  return (
    <table className="w-full table-fixed border-collapse text-sm max-desk:block" aria-label={t("title")}>
      <thead className="max-desk:sr-only">
        <tr>
          {COLUMNS.map(([column, sort, width]) => (
            <Head key={column} text={t(`column.${column}`)} sort={sort} query={query} width={width} />
          ))}
        </tr>
      </thead>
      <tbody className="max-desk:block">
        {hosts.map((host) => (
          <Row key={host.vmId} host={host} known={host.owner ? names.get(host.owner) : undefined} />
        ))}
      </tbody>
    </table>
  );
}

interface HeadProps {
  text: string;
  sort: Sort | null;
  query: FleetQuery;
  width: string;
}

const CELL = "px-2 first:pl-6 last:pr-4";

function Head({ text, sort, query, width }: HeadProps) {
  const current = sort !== null && query.sort === sort;
  const order = query.descending ? "descending" : "ascending";
  return (
    <th
      scope="col"
      aria-sort={current ? order : undefined}
      className={`${width} ${CELL} h-11 border-line border-b text-left font-normal text-ink-3 text-xs`}
    >
      {sort === null ? (
        text
      ) : (
        <Link
          href={fleetHref(query, { sort, descending: current && !query.descending })}
          className={`group inline-flex h-8 items-center gap-1 no-underline hover:text-ink ${current ? "font-strong text-ink" : "text-ink-3"}`}
          prefetch={false}
          scroll={false}
        >
          {text}
          <span
            className={`${current ? "" : "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"} ${current && !query.descending ? "rotate-180" : ""}`}
          >
            <Icon name="chevron-down" small />
          </span>
        </Link>
      )}
    </th>
  );
}

/** One line each on a desk. On a phone: name and state; customer and address; traffic and system. */
function Row({ host, known }: { host: FleetHost; known: CustomerName | undefined }) {
  const t = useTranslations("fleet-hosts");
  const cell = (children: ReactNode, phone: string) => (
    <td className={`${CELL} h-11 truncate max-desk:h-auto max-desk:p-0! ${phone}`}>{children}</td>
  );
  return (
    <tr
      data-host={host.vmId}
      data-row-status={host.status ?? ""}
      className="border-line border-b last:border-b-0 hover:bg-well/55 max-desk:grid max-desk:grid-cols-[minmax(0,1fr)_auto] max-desk:gap-x-4 max-desk:gap-y-1 max-desk:px-4 max-desk:py-3"
    >
      {cell(
        <Link
          href={`/admin/hosts/${host.vmId}`}
          prefetch={false}
          className="text-base text-ink no-underline hover:underline max-desk:-my-2 max-desk:inline-block max-desk:py-2"
        >
          <b>{host.name ?? host.vmId}</b>{" "}
          {host.name ? <span className="mono text-ink-3 text-xs">{host.vmId}</span> : null}
        </Link>,
        "",
      )}
      {cell(
        host.doubled ? (
          <span className="font-strong text-alert-text">{t("status.doubled")}</span>
        ) : (
          <LiveMark id={host.vmId} state={host.state} at={host.stateAt} />
        ),
        "max-desk:text-right",
      )}
      {cell(
        host.owner ? (
          <Link
            href={customerHref(host.owner)}
            prefetch={false}
            className="text-ink no-underline hover:underline max-desk:-my-2 max-desk:inline-block max-desk:py-2"
          >
            {known?.name || known?.username || <span className="mono">{host.owner}</span>}
          </Link>
        ) : (
          <span className="text-ink-3">{t("nobody")}</span>
        ),
        "",
      )}
      {cell(
        <span className="mono">
          {host.address}
          {host.moreAddresses > 0 ? <span className="text-ink-3"> +{host.moreAddresses}</span> : null}
        </span>,
        "max-desk:text-right",
      )}
      {cell(host.nodeName ?? host.areaName, "max-wide:hidden")}
      {cell(host.imageName, "max-wide:hidden")}
      {cell(<Traffic host={host} />, "max-desk:hidden")}
    </tr>
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
    <span className={limit && used > limit ? "font-strong text-alert-text" : undefined}>
      {limit ? t("of", { used: number, limit: format.number(limit) }) : t("used", { used: number })}
    </span>
  );
}

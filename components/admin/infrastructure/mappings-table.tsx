import { useTranslations } from "next-intl";
import { ListTable } from "@/components/ui/list/list-table";
import type { ShownRows } from "@/lib/fleet/operations/shown-rows";
import { serviceOf } from "@/lib/hosts/network/inside-port";
import type { MappingOfHost } from "@/lib/rstack/provider-rows";
import { hostOf, nodeOf, ownerOf } from "../lists/row-parts";
import { KindOf } from "./kind-choice";

export const MAPPING_ICONS = { port: "swap", domain: "globe" } as const;

export function MappingsTable({ shown }: { shown: ShownRows<MappingOfHost> }) {
  const t = useTranslations("fleet-operations");
  const nameOf = (owner: string) =>
    shown.customers.get(owner)?.name || shown.customers.get(owner)?.username || owner;
  const joined = (parts: (string | number | null)[]) => parts.filter((part) => part !== null).join(":");
  return (
    <ListTable
      label={t("mappings.title")}
      wide
      columns={[
        {
          name: t("column.public"),
          phone: "left",
          percent: 22,
          className: "break-all",
        },
        { name: t("column.inside"), phone: "line", percent: 20 },
        { name: t("column.kind"), phone: "right", percent: 15, className: "first-line" },
        { name: t("column.host"), phone: "line" },
        { name: t("column.customer"), percent: 20 },
        { name: t("column.node"), percent: 12, className: "wide-only" },
      ]}
      rows={shown.rows.map((row, at) => ({
        key: `${row.id ?? ""} ${at}`,
        cells: [
          <Public key="public" domain={row.domain} address={joined([row.publicIp, row.publicPort])} />,
          <span key="inside" className="whitespace-nowrap">
            <span className="mr-2 text-ink-3" aria-hidden="true">
              →
            </span>
            <span className="mono">{joined([row.hostIp, row.insidePort])}</span>
            {row.nodeId === null ? null : (
              <small className="phone-text">
                {" · "}
                {nodeOf(row, shown)}
              </small>
            )}
          </span>,
          <Kind key="kind" {...row} />,
          <span key="host">
            {hostOf(row)}
            {row.owner === null ? null : (
              <small className="phone-text">
                {" · "}
                {nameOf(row.owner)}
              </small>
            )}
          </span>,
          ownerOf(row, shown),
          nodeOf(row, shown),
        ],
      }))}
    />
  );
}

function Kind({ kind, insidePort }: Pick<MappingOfHost, "kind" | "insidePort">) {
  const t = useTranslations("fleet-operations.mapping");
  const service = kind === "port" ? serviceOf(insidePort) : null;
  return kind === "unknown" ? (
    t(kind)
  ) : (
    <KindOf icon={MAPPING_ICONS[kind]}>
      {t(kind)} <small>{service}</small>
    </KindOf>
  );
}

/** What is called from outside; a domain with the address that it has to lead to. */
const Public = ({ domain, address }: { domain: string | null; address: string }) =>
  domain ? (
    <span>
      <b className="mono">{domain}</b>
      <small className="mono block">{address}</small>
    </span>
  ) : (
    <b className="mono">{address}</b>
  );
